package org.lightningdb.storage.column;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.spec.RowShape;
import org.lightningdb.storage.spec.ShapeColumn;
import org.lightningdb.storage.vector.ColumnKind;

/**
 * Random shapes, and random rows whose columns have habits: constant, few values, slowly rising,
 * extremes, anything, with and without NULL.
 */
public final class RandomRows {
  private static final double[] DOUBLES = {
    0.0,
    -0.0,
    1.5,
    -1.5,
    Double.NaN,
    Double.MAX_VALUE,
    Double.MIN_VALUE,
    Double.NEGATIVE_INFINITY,
    Double.POSITIVE_INFINITY
  };

  private final Random random;
  private final RowShape shape;
  private final RowFormat format;
  private final RowWriter writer;
  private final int[] habits;
  private final int[] nullsInHundred;
  private final long[] lastLongs;

  public RandomRows(Random random) {
    this.random = random;
    this.shape = randomShape(random);
    this.format = new RowFormat(shape);
    this.writer = new RowWriter(format);
    int columns = format.columnCount();
    this.habits = new int[columns];
    this.nullsInHundred = new int[columns];
    this.lastLongs = new long[columns];
    int[] nullRates = {0, 0, 0, 1, 50, 99, 100};
    for (int i = 0; i < columns; i++) {
      habits[i] = random.nextInt(5);
      nullsInHundred[i] = nullRates[random.nextInt(nullRates.length)];
    }
  }

  private static RowShape randomShape(Random random) {
    List<ShapeColumn> columns = new ArrayList<>();
    for (int i = 1 + random.nextInt(random.nextInt(4) == 0 ? 20 : 5); i > 0; i--) {
      columns.add(
          switch (random.nextInt(8)) {
            case 0 -> new ShapeColumn(ColumnKind.LONG, 1);
            case 1 -> new ShapeColumn(ColumnKind.LONG, 2);
            case 2 -> new ShapeColumn(ColumnKind.LONG, 4);
            case 3 -> new ShapeColumn(ColumnKind.LONG, 8);
            case 4 -> new ShapeColumn(ColumnKind.DOUBLE, 4);
            case 5 -> new ShapeColumn(ColumnKind.DOUBLE, 8);
            case 6 -> new ShapeColumn(ColumnKind.OBJECT, 16);
            default -> new ShapeColumn(ColumnKind.BYTES, 0);
          });
    }
    return new RowShape(columns);
  }

  public RowShape shape() {
    return shape;
  }

  public RowFormat format() {
    return format;
  }

  /** A row of its own. */
  public Slice next() {
    writer.begin();
    for (int column = 0; column < format.columnCount(); column++) {
      if (random.nextInt(100) < nullsInHundred[column]) {
        writer.setNull(column);
        continue;
      }
      switch (format.column(column).kind()) {
        case LONG -> writer.setLong(column, randomLong(column));
        case DOUBLE -> writer.setDouble(column, randomDouble(column));
        case BYTES -> setBytes(column, randomBytes(column, -1));
        case OBJECT -> setBytes(column, randomBytes(column, 16));
      }
    }
    return writer.finish().copy();
  }

  private void setBytes(int column, byte[] bytes) {
    writer.setBytes(column, bytes, 0, bytes.length);
  }

  private long randomLong(int column) {
    int bits = 8 * format.column(column).widthBytes();
    long value =
        switch (habits[column]) {
          case 0 -> 7;
          case 1 -> random.nextInt(5) * 0x0101_0101_0101_0101L;
          case 2 -> lastLongs[column] + random.nextInt(3);
          case 3 -> random.nextBoolean() ? Long.MIN_VALUE >> (64 - bits) : -1L >>> (65 - bits);
          default -> random.nextLong();
        };
    value = value << (64 - bits) >> (64 - bits);
    lastLongs[column] = value;
    return value;
  }

  double randomDouble(int column) {
    return switch (habits[column]) {
      case 0 -> 0.25;
      case 1 -> random.nextInt(4);
      case 2 -> DOUBLES[random.nextInt(DOUBLES.length)];
      default -> random.nextGaussian() * 1e10;
    };
  }

  byte[] randomBytes(int column, int fixedLength) {
    int kind = habits[column];
    int length =
        switch (kind) {
          case 0 -> 5;
          case 1 -> random.nextInt(3);
          default -> random.nextInt(random.nextInt(50) == 0 ? 3000 : 30);
        };
    byte[] bytes = new byte[fixedLength < 0 ? length : fixedLength];
    int letters = kind == 4 ? 256 : kind == 0 ? 1 : 3;
    int free = kind < 2 ? Math.min(1, bytes.length) : bytes.length;
    for (int i = 0; i < free; i++) {
      bytes[bytes.length - 1 - i] = (byte) random.nextInt(letters);
    }
    return bytes;
  }

  /** A condition that means something for the shape, often around values that occur. */
  public ColumnCondition condition(@Nullable Slice like) {
    int column = random.nextInt(format.columnCount());
    int kind = random.nextInt(10);
    if (kind == 0) {
      return ColumnCondition.isNull(column);
    }
    ColumnKind columnKind = format.column(column).kind();
    if (kind == 1 || columnKind == ColumnKind.OBJECT) {
      return ColumnCondition.isNotNull(column);
    }
    ShapedRow row = like == null ? null : new ShapedRow(format).set(like);
    boolean known = row != null && !row.isNull(column) && random.nextBoolean();
    return switch (columnKind) {
      case LONG -> {
        long low = known && row != null ? row.longAt(column) : randomLong(column);
        long high = random.nextBoolean() ? low : randomLong(column);
        yield ColumnCondition.longs(column, Math.min(low, high), Math.max(low, high));
      }
      case DOUBLE -> {
        double low = known && row != null ? row.doubleAt(column) : randomDouble(column);
        double high = random.nextBoolean() ? Double.NaN : randomDouble(column);
        yield ColumnCondition.doubles(
            column, format.column(column), low, random.nextBoolean(), high, random.nextBoolean());
      }
      default -> {
        Slice low =
            known && row != null
                ? row.bytesAt(column, new Slice()).copy()
                : new Slice(randomBytes(column, -1));
        Slice high = random.nextBoolean() ? null : new Slice(randomBytes(column, -1));
        yield ColumnCondition.bytes(
            column, random.nextInt(4) == 0 ? null : low, random.nextBoolean(), high, true);
      }
    };
  }
}
