package org.lightningdb.sql.exec.store;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.storage.vector.BytesVector;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.DoubleVector;
import org.lightningdb.storage.vector.LongVector;
import org.lightningdb.storage.vector.ObjectVector;

/**
 * Rows as bytes for temporary files, column by column:
 *
 * <pre>
 *   rows int, then for each column
 *     hasNulls byte; if 1, a byte for each row: 1 = NULL
 *     integers, floating point: 8 bytes a row
 *     text: 4 bytes of length a row, then the bytes of all
 *     long decimals: for each row its scale (4 bytes), length (4 bytes) and unscaled bytes
 * </pre>
 */
final class RowFrames {
  private ByteBuffer buffer = ByteBuffer.allocate(1 << 12);

  /** The first {@code rows} positions of a batch as bytes: those of {@link #bytes}. */
  int encode(Batch batch, int rows) {
    buffer.clear();
    room(4);
    buffer.putInt(rows);
    for (int i = 0; i < batch.columnCount(); i++) {
      ColumnVector column = batch.column(i);
      encodeNulls(column, rows);
      if (column instanceof LongVector longs) {
        room(8L * rows);
        buffer.asLongBuffer().put(longs.values(), 0, rows);
        buffer.position(buffer.position() + 8 * rows);
      } else if (column instanceof DoubleVector doubles) {
        room(8L * rows);
        buffer.asDoubleBuffer().put(doubles.values(), 0, rows);
        buffer.position(buffer.position() + 8 * rows);
      } else if (column instanceof BytesVector bytes) {
        encode(bytes, rows);
      } else {
        encode((ObjectVector) column, rows);
      }
    }
    return buffer.position();
  }

  byte[] bytes() {
    return buffer.array();
  }

  private void encodeNulls(ColumnVector column, int rows) {
    room(1L + rows);
    buffer.put((byte) (column.hasNulls() ? 1 : 0));
    for (int row = 0; column.hasNulls() && row < rows; row++) {
      buffer.put((byte) (column.isNull(row) ? 1 : 0));
    }
  }

  private void encode(BytesVector column, int rows) {
    room(4L * rows);
    for (int row = 0; row < rows; row++) {
      buffer.putInt(column.isNull(row) ? 0 : column.length(row));
    }
    for (int row = 0; row < rows; row++) {
      if (!column.isNull(row)) {
        room(column.length(row));
        buffer.put(column.buffer(), column.start(row), column.length(row));
      }
    }
  }

  private void encode(ObjectVector column, int rows) {
    for (int row = 0; row < rows; row++) {
      if (column.isNull(row)) {
        continue;
      }
      if (!(column.get(row) instanceof BigDecimal decimal)) {
        throw DbException.of(
            SqlState.FEATURE_NOT_SUPPORTED,
            "values of this type cannot be kept in temporary files; raise query_memory");
      }
      byte[] unscaled = decimal.unscaledValue().toByteArray();
      room(8L + unscaled.length);
      buffer.putInt(decimal.scale()).putInt(unscaled.length).put(unscaled);
    }
  }

  private void room(long bytes) {
    if (buffer.remaining() < bytes) {
      int capacity = Math.toIntExact(Math.max(2L * buffer.capacity(), buffer.position() + bytes));
      buffer.flip();
      buffer = ByteBuffer.allocate(capacity).put(buffer);
    }
  }

  /** Makes a batch of own vectors the rows of a frame. */
  static void decode(byte[] bytes, int length, Batch target) {
    ByteBuffer frame = ByteBuffer.wrap(bytes, 0, length);
    int rows = frame.getInt();
    for (int i = 0; i < target.columnCount(); i++) {
      ColumnVector column = target.column(i);
      column.clear();
      if (frame.get() == 1) {
        for (int row = 0; row < rows; row++) {
          if (frame.get() == 1) {
            column.setNull(row);
          }
        }
      }
      if (column instanceof LongVector longs) {
        frame.asLongBuffer().get(longs.values(), 0, rows);
        frame.position(frame.position() + 8 * rows);
      } else if (column instanceof DoubleVector doubles) {
        frame.asDoubleBuffer().get(doubles.values(), 0, rows);
        frame.position(frame.position() + 8 * rows);
      } else if (column instanceof BytesVector texts) {
        decode(frame, bytes, texts, rows);
      } else {
        decode(frame, (ObjectVector) column, rows);
      }
    }
    target.reset(rows);
  }

  private static void decode(ByteBuffer frame, byte[] bytes, BytesVector column, int rows) {
    int lengths = frame.position();
    int at = lengths + 4 * rows;
    for (int row = 0; row < rows; row++) {
      int length = frame.getInt(lengths + 4 * row);
      if (!column.isNull(row)) {
        column.set(row, bytes, at, length);
        at += length;
      }
    }
    frame.position(at);
  }

  private static void decode(ByteBuffer frame, ObjectVector column, int rows) {
    for (int row = 0; row < rows; row++) {
      if (!column.isNull(row)) {
        int scale = frame.getInt();
        byte[] unscaled = new byte[frame.getInt()];
        frame.get(unscaled);
        column.set(row, new BigDecimal(new BigInteger(unscaled), scale));
      }
    }
  }
}
