package org.lightningdb.sql.exec.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.storage.vector.BytesVector;
import org.lightningdb.storage.vector.ColumnKind;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.DoubleVector;
import org.lightningdb.storage.vector.LongVector;
import org.lightningdb.storage.vector.ObjectVector;

/**
 * The keys of a batch as longs: one word for each column and position. Values that compare as equal
 * have the same word, and so have all NULLs; different words mean different values. Equal words
 * mean equal values unless the word is {@link #isInexact}: numbers are their own words and texts of
 * up to seven bytes fit one, NULLs and longer texts have to be looked at.
 */
final class KeyWords {
  /** All NULLs; some number may have the same word. */
  private static final long NULL_WORD = 0xb6f3a19d2c5680ffL;

  private static final int SHORT_BYTES_MAX = 7;
  private static final long LONG_TEXT = 0xff;
  private static final long FACTOR = 0x9e3779b97f4a7c15L;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final ColumnKind[] kinds;
  private final long[][] words;
  private final long[][] own;
  private int[] hashes = new int[0];

  KeyWords(List<SqlType> types) {
    this.kinds = types.stream().map(SqlType::columnKind).toArray(ColumnKind[]::new);
    this.words = new long[kinds.length][];
    this.own = new long[kinds.length][0];
  }

  int columnCount() {
    return kinds.length;
  }

  /**
   * Makes the words of a batch's rows.
   *
   * @return by column and position; valid until the next call and while the keys do not change
   */
  long[][] of(ColumnVector[] keys, Batch batch) {
    for (int i = 0; i < kinds.length; i++) {
      if (keys[i] instanceof LongVector longs && !longs.hasNulls()) {
        words[i] = longs.values();
      } else {
        if (own[i].length < batch.positions()) {
          own[i] = new long[batch.positions()];
        }
        words[i] = own[i];
        fill(keys[i], batch.rows(), own[i]);
      }
    }
    return words;
  }

  private static void fill(ColumnVector key, Rows rows, long[] target) {
    if (key instanceof BytesVector bytes && !bytes.hasNulls()) {
      for (int i = 0; i < rows.count(); i++) {
        int position = rows.position(i);
        target[position] = word(bytes.buffer(), bytes.start(position), bytes.length(position));
      }
      return;
    }
    for (int i = 0; i < rows.count(); i++) {
      int position = rows.position(i);
      target[position] = key.isNull(position) ? NULL_WORD : word(key, position);
    }
  }

  private static long word(ColumnVector key, int position) {
    if (key instanceof LongVector longs) {
      return longs.get(position);
    }
    if (key instanceof DoubleVector doubles) {
      // Adding zero makes 0.0 of -0.0.
      return Double.doubleToLongBits(doubles.get(position) + 0.0);
    }
    if (key instanceof BytesVector bytes) {
      return word(bytes.buffer(), bytes.start(position), bytes.length(position));
    }
    return ((ObjectVector) key).get(position).hashCode();
  }

  private static long word(byte[] buffer, int start, int length) {
    if (length <= SHORT_BYTES_MAX) {
      return (bytes(buffer, start, length) << 8) | length;
    }
    long hash = length * FACTOR;
    int last = start + length - 8;
    for (int at = start; at < last; at += 8) {
      hash = (hash ^ (long) LONGS.get(buffer, at)) * FACTOR;
      hash ^= hash >>> 29;
    }
    hash = (hash ^ (long) LONGS.get(buffer, last)) * FACTOR;
    hash = (hash ^ (hash >>> 32)) * FACTOR;
    return (hash ^ (hash >>> 29)) | LONG_TEXT;
  }

  private static long bytes(byte[] buffer, int start, int length) {
    if (buffer.length - start >= 8) {
      return (long) LONGS.get(buffer, start) & ((1L << (8 * length)) - 1);
    }
    long bytes = 0;
    for (int i = length - 1; i >= 0; i--) {
      bytes = bytes << 8 | (buffer[start + i] & 0xff);
    }
    return bytes;
  }

  /** Whether values of that column with that word may differ. */
  boolean isInexact(int column, long word) {
    return switch (kinds[column]) {
      case LONG, DOUBLE -> word == NULL_WORD;
      case BYTES -> (word & LONG_TEXT) == LONG_TEXT;
      case OBJECT -> true;
    };
  }

  /** The hashes of the keys made last, by position; valid until the next call. */
  int[] hashes(Batch batch) {
    if (hashes.length < batch.positions()) {
      hashes = new int[batch.positions()];
    }
    Rows rows = batch.rows();
    if (words.length == 1) {
      long[] only = words[0];
      for (int i = 0; i < rows.count(); i++) {
        int position = rows.position(i);
        hashes[position] = hash(only[position]);
      }
    } else {
      for (int i = 0; i < rows.count(); i++) {
        int position = rows.position(i);
        hashes[position] = hash(words, position);
      }
    }
    return hashes;
  }

  static int hash(long word) {
    return (int) (((word ^ (word >>> 32)) * FACTOR) >>> 32);
  }

  /** The hash of the words that several columns have at a place. */
  static int hash(long[][] columns, int at) {
    if (columns.length == 1) {
      return hash(columns[0][at]);
    }
    long hash = 0;
    for (long[] column : columns) {
      hash = (Long.rotateLeft(hash, 23) ^ column[at]) * FACTOR;
      hash ^= hash >>> 32;
    }
    return (int) (hash ^ (hash >>> 17));
  }
}
