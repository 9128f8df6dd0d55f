package org.lightningdb.storage.vector;

/** The physical kinds of columns; what they mean is known above. */
public enum ColumnKind {
  LONG,
  DOUBLE,
  BYTES,
  OBJECT
}
