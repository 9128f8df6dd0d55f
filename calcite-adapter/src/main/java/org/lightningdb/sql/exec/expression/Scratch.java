package org.lightningdb.sql.exec.expression;

import org.lightningdb.storage.vector.BytesVector;
import org.lightningdb.storage.vector.ColumnKind;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.DoubleVector;
import org.lightningdb.storage.vector.LongVector;

/** The vector an evaluator writes its results to, made larger when a larger batch comes. */
final class Scratch {
  private final ColumnKind kind;
  private ColumnVector vector;

  Scratch(ColumnKind kind) {
    this.kind = kind;
    this.vector = ColumnVector.create(kind, 0);
  }

  /** The vector with room for {@code positions} values, no position null. */
  ColumnVector clear(int positions) {
    if (vector.capacity() < positions) {
      vector = ColumnVector.create(kind, positions);
    } else {
      vector.clear();
    }
    return vector;
  }

  LongVector longs(int positions) {
    return (LongVector) clear(positions);
  }

  DoubleVector doubles(int positions) {
    return (DoubleVector) clear(positions);
  }

  BytesVector bytes(int positions) {
    return (BytesVector) clear(positions);
  }
}
