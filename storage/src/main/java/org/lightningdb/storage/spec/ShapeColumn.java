package org.lightningdb.storage.spec;

import org.lightningdb.storage.vector.ColumnKind;

/**
 * One column of a {@link RowShape}.
 *
 * @param kind of the vector that the column is read into
 * @param widthBytes in the row: 1, 2, 4, 8 or 16, or 0 for a variable number of bytes
 */
public record ShapeColumn(ColumnKind kind, int widthBytes) {
  public ShapeColumn {
    boolean known =
        switch (kind) {
          case LONG -> widthBytes == 1 || widthBytes == 2 || widthBytes == 4 || widthBytes == 8;
          case DOUBLE -> widthBytes == 4 || widthBytes == 8;
          case BYTES -> widthBytes == 0;
          case OBJECT -> widthBytes == 16;
        };
    if (!known) {
      throw new IllegalArgumentException("no " + kind + " column has " + widthBytes + " bytes");
    }
  }
}
