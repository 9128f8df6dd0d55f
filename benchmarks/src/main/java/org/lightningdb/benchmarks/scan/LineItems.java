package org.lightningdb.benchmarks.scan;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.column.RowFormat;
import org.lightningdb.storage.column.RowWriter;
import org.lightningdb.storage.spec.RowShape;
import org.lightningdb.storage.spec.ShapeColumn;
import org.lightningdb.storage.vector.ColumnKind;

/** Rows like those of TPC-H's largest table: keys of 8 bytes, 9 numbers and 5 texts. */
final class LineItems {
  static final int QUANTITY = 2;
  static final int PRICE = 3;
  static final int DISCOUNT = 4;
  static final int SHIP_DATE = 6;
  static final int FIRST_DAY = 8035;
  static final int DAYS = 2500;

  private static final String[] MODES = {"REG AIR", "AIR", "RAIL", "SHIP", "TRUCK", "MAIL", "FOB"};
  private static final String[] INSTRUCTIONS = {
    "DELIVER IN PERSON", "COLLECT COD", "NONE", "TAKE BACK RETURN"
  };
  private static final String[] WORDS =
      ("furiously quickly carefully slyly blithely ironic regular special final pending express"
              + " deposits accounts packages requests theodolites foxes pinto beans instructions")
          .split(" ", -1);

  private final RowShape shape;
  private final RowWriter writer;
  private final byte[] key = new byte[8];
  private final Slice keySlice = new Slice(key);

  LineItems() {
    List<ShapeColumn> columns = new ArrayList<>();
    for (int width : new int[] {4, 4, 8, 8, 4, 4, 4, 4, 4}) {
      columns.add(new ShapeColumn(ColumnKind.LONG, width));
    }
    for (int i = 0; i < 5; i++) {
      columns.add(new ShapeColumn(ColumnKind.BYTES, 0));
    }
    this.shape = new RowShape(columns);
    this.writer = new RowWriter(new RowFormat(shape));
  }

  RowShape shape() {
    return shape;
  }

  /** The key of a row; borrowed until the next call. */
  Slice key(int row) {
    for (int i = 0; i < 4; i++) {
      key[3 - i] = (byte) ((row / 4) >>> (8 * i));
      key[7 - i] = (byte) ((row % 4) >>> (8 * i));
    }
    return keySlice;
  }

  /** The value of a row, always the same; borrowed until the next call. */
  Slice value(int row) {
    SplittableRandom random = new SplittableRandom(row);
    int quantity = 1 + random.nextInt(50);
    int ship = FIRST_DAY + random.nextInt(DAYS);
    writer.begin();
    writer.setLong(0, 1 + random.nextInt(200_000));
    writer.setLong(1, 1 + random.nextInt(10_000));
    writer.setLong(QUANTITY, 100L * quantity);
    writer.setLong(PRICE, quantity * (90_000L + random.nextInt(100_000)));
    writer.setLong(DISCOUNT, random.nextInt(11));
    writer.setLong(5, random.nextInt(9));
    writer.setLong(SHIP_DATE, ship);
    writer.setLong(7, ship + random.nextInt(60) - 30);
    writer.setLong(8, ship + 1 + random.nextInt(30));
    set(9, "RAN".substring(random.nextInt(3)).substring(0, 1));
    set(10, random.nextBoolean() ? "O" : "F");
    set(11, INSTRUCTIONS[random.nextInt(INSTRUCTIONS.length)]);
    set(12, MODES[random.nextInt(MODES.length)]);
    StringBuilder comment = new StringBuilder();
    int length = 10 + random.nextInt(34);
    while (comment.length() < length) {
      comment.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
    }
    set(13, comment.substring(0, length));
    return writer.finish();
  }

  private void set(int column, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    writer.setBytes(column, bytes, 0, bytes.length);
  }
}
