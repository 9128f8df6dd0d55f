package org.lightningdb.storage.spec;

/** Who else may have the lock of a row at the same time. */
public enum LockMode {
  /** Others may hold it shared, nobody may write the row. */
  SHARED,
  /** Nobody else may hold it. */
  EXCLUSIVE
}
