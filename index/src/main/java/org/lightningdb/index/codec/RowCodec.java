package org.lightningdb.index.codec;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.storage.column.RowFormat;
import org.lightningdb.storage.spec.ShapeColumn;
import org.lightningdb.storage.vector.BytesVector;
import org.lightningdb.storage.vector.ColumnKind;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.DoubleVector;
import org.lightningdb.storage.vector.LongVector;
import org.lightningdb.storage.vector.ObjectVector;

/**
 * The columns of a row that are not in its key, as the value of the primary index: a shaped row, as
 * {@link RowFormat} draws it. What a type becomes there:
 *
 * <pre>
 *   BOOLEAN, TINYINT             LONG of 1 byte
 *   SMALLINT                     LONG of 2
 *   INTEGER, DATE                LONG of 4
 *   BIGINT, TIME, TIMESTAMP      LONG of 8, the types WITH TIME ZONE and intervals, too
 *   DECIMAL up to 9, 18 digits   LONG of 4, 8: the unscaled value
 *   DECIMAL above                OBJECT of 16: the unscaled value
 *   REAL, DOUBLE                 DOUBLE of 4, 8
 *   CHAR (padded), VARCHAR, VARBINARY, UUID, JSON   BYTES
 * </pre>
 *
 * Immutable; encoding writes to a buffer of the caller.
 */
public final class RowCodec {
  private static final int DECIMAL_INT_PRECISION_MAX = 9;

  private final SqlType[] types;
  private final RowFormat format;

  public RowCodec(List<SqlType> types) {
    this.types = types.toArray(new SqlType[0]);
    this.format = new RowFormat(shapeColumns(types));
  }

  /** The columns of the shape of rows of these types. */
  public static List<ShapeColumn> shapeColumns(List<SqlType> types) {
    List<ShapeColumn> columns = new ArrayList<>(types.size());
    for (SqlType type : types) {
      columns.add(new ShapeColumn(type.columnKind(), width(type)));
    }
    return columns;
  }

  public int columnCount() {
    return types.length;
  }

  public RowFormat format() {
    return format;
  }

  public SqlType type(int column) {
    return types[column];
  }

  /** Appends row {@code row} of {@code columns}, which are in the order of this codec. */
  public void encode(BytesBuilder out, ColumnVector[] columns, int row) {
    long variableBytes = 0;
    for (int i = 0; i < types.length; i++) {
      if (format.isVariable(i) && !columns[i].isNull(row)) {
        variableBytes += ((BytesVector) columns[i]).length(row);
      }
    }
    int start = out.reserveZeros(format.headBytes(variableBytes));
    format.putLayout(out.array(), start, variableBytes);
    int end = 0;
    for (int i = 0; i < types.length; i++) {
      boolean isNull = columns[i].isNull(row);
      if (isNull) {
        format.putNull(out.array(), start, i);
      }
      if (format.isVariable(i)) {
        if (!isNull) {
          BytesVector bytes = (BytesVector) columns[i];
          out.append(bytes.buffer(), bytes.start(row), bytes.length(row));
          end += bytes.length(row);
        }
        format.putEnd(out.array(), start, i, end);
      } else if (!isNull) {
        putFixed(out.array(), start, i, columns[i], row);
      }
    }
  }

  private void putFixed(byte[] target, int start, int i, ColumnVector column, int row) {
    switch (types[i].columnKind()) {
      case LONG -> format.putLong(target, start, i, ((LongVector) column).get(row));
      case DOUBLE -> format.putDouble(target, start, i, ((DoubleVector) column).get(row));
      case OBJECT -> {
        BigDecimal value = (BigDecimal) ((ObjectVector) column).get(row);
        BigDecimal scaled = value.setScale(types[i].scale());
        WideDecimals.encode(scaled, target, format.fixedStart(start, i));
      }
      case BYTES -> throw new IllegalStateException(types[i] + " has no fixed width");
    }
  }

  private static int width(SqlType type) {
    if (type.columnKind() == ColumnKind.OBJECT) {
      return KeyCodec.WIDE_DECIMAL_BYTES;
    }
    return switch (type.kind()) {
      case BOOLEAN, TINYINT -> 1;
      case SMALLINT -> 2;
      case INTEGER, DATE, REAL -> 4;
      case BIGINT, TIME, TIMESTAMP, TIME_TZ, TIMESTAMP_TZ, INTERVAL_MONTH, INTERVAL_DAY, DOUBLE ->
          8;
      case DECIMAL -> type.precision() <= DECIMAL_INT_PRECISION_MAX ? 4 : 8;
      case CHAR, VARCHAR, VARBINARY, UUID, JSON -> 0;
    };
  }
}
