package org.lightningdb.sql.exec.store;

import java.util.Arrays;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.storage.vector.BytesVector;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.DoubleVector;
import org.lightningdb.storage.vector.LongVector;
import org.lightningdb.storage.vector.ObjectVector;

/**
 * Hashes of the keys of a batch, one for each position. Values that compare as equal have the same
 * hash, and so have all NULLs.
 */
final class KeyHashes {
  private static final int NULL_HASH = 0x2f0b4a2d;

  private int[] hashes = new int[0];

  /** The hashes by position; valid until the next call. */
  int[] of(ColumnVector[] keys, Batch batch) {
    if (hashes.length < batch.positions()) {
      hashes = new int[batch.positions()];
    }
    Rows rows = batch.rows();
    Arrays.fill(hashes, 0, batch.positions(), 0);
    for (ColumnVector key : keys) {
      if (key instanceof LongVector longs && !key.hasNulls()) {
        addLongs(longs.values(), rows);
      } else {
        addEach(key, rows);
      }
    }
    for (int i = 0; i < rows.count(); i++) {
      int position = rows.position(i);
      int hash = hashes[position];
      hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
      hashes[position] = hash ^ (hash >>> 13);
    }
    return hashes;
  }

  private void addLongs(long[] values, Rows rows) {
    for (int i = 0; i < rows.count(); i++) {
      int position = rows.position(i);
      hashes[position] = hashes[position] * 31 + mix(values[position]);
    }
  }

  private void addEach(ColumnVector key, Rows rows) {
    for (int i = 0; i < rows.count(); i++) {
      int position = rows.position(i);
      hashes[position] =
          hashes[position] * 31 + (key.isNull(position) ? NULL_HASH : hash(key, position));
    }
  }

  private static int hash(ColumnVector key, int position) {
    if (key instanceof LongVector longs) {
      return mix(longs.get(position));
    }
    if (key instanceof DoubleVector doubles) {
      // Adding zero makes 0.0 of -0.0.
      return mix(Double.doubleToLongBits(doubles.get(position) + 0.0));
    }
    if (key instanceof BytesVector bytes) {
      int hash = 1;
      int end = bytes.start(position) + bytes.length(position);
      for (int i = bytes.start(position); i < end; i++) {
        hash = 31 * hash + bytes.buffer()[i];
      }
      return hash;
    }
    return ((ObjectVector) key).get(position).hashCode();
  }

  private static int mix(long value) {
    return (int) ((value * 0x9e3779b97f4a7c15L) >>> 32);
  }
}
