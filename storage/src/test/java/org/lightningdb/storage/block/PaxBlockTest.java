package org.lightningdb.storage.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.column.ColumnCondition;
import org.lightningdb.storage.column.ColumnScan;
import org.lightningdb.storage.column.RandomRows;
import org.lightningdb.storage.column.RowFormat;
import org.lightningdb.storage.column.RowWriter;
import org.lightningdb.storage.column.ShapedRow;
import org.lightningdb.storage.column.ZonePredicate;
import org.lightningdb.storage.cursor.CursorContract;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.spec.RowShape;
import org.lightningdb.storage.spec.ShapeColumn;
import org.lightningdb.storage.vector.BytesVector;
import org.lightningdb.storage.vector.ColumnKind;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.DoubleVector;
import org.lightningdb.storage.vector.LongVector;
import org.lightningdb.storage.vector.VectorBatch;

@Timeout(120)
class PaxBlockTest {
  private static final int CAPACITY = 1 << 20;

  private record Row(Slice key, long timestamp, Slice value) {}

  private static List<Row> randomRows(Random random, RandomRows values) {
    NavigableSet<Slice> keys = new TreeSet<>();
    boolean sameLength = random.nextBoolean();
    for (int i = 1 + random.nextInt(random.nextBoolean() ? 1500 : 20); i > 0; i--) {
      byte[] number = {0x10, (byte) random.nextInt(3), (byte) random.nextInt(), (byte) i};
      keys.add(sameLength ? new Slice(number) : CursorContract.randomKey(random, 5));
    }
    boolean sameTime = random.nextBoolean();
    List<Row> rows = new ArrayList<>();
    for (Slice key : keys) {
      long timestamp = sameTime ? 42 : random.nextLong() >>> (1 + random.nextInt(60));
      rows.add(new Row(key, timestamp, values.next()));
    }
    return rows;
  }

  private static BlockImage image(BlockDecoder decoder, RowFormat format, List<Row> rows) {
    RowBuffer buffer = new RowBuffer();
    rows.forEach(row -> buffer.add(row.key, row.timestamp, row.value));
    BlockCodec codec = new PaxBlockCodec(format, 1024, CAPACITY, decoder.compression(), true);
    return codec.image(buffer, BlockKind.LEAF, 3, 0, rows.size());
  }

  @Test
  void rowsComeBackAsTheyWereAdded() {
    try (BlockDecoder decoder = new BlockDecoder()) {
      for (long seed = 0; seed < 150; seed++) {
        Random random = new Random(seed);
        RandomRows values = new RandomRows(random);
        List<Row> rows = randomRows(random, values);
        BlockImage image = image(decoder, values.format(), rows);
        PaxBlock block = assertInstanceOf(PaxBlock.class, decoder.block(image, "here"));
        assertEquals(values.shape(), block.format().shape(), "seed " + seed);
        checkRows(block, rows, random, "seed " + seed);
        for (int i = 0; i < 10; i++) {
          checkScan(block, values, rows, random, "seed " + seed + "/" + i);
        }
      }
    }
  }

  private static void checkRows(Block block, List<Row> rows, Random random, String at) {
    assertEquals(rows.size(), block.rowCount(), at);
    KeyBuffer buffer = new KeyBuffer();
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      assertEquals(row.key, block.key(i, buffer), at);
      assertEquals(row.value, block.value(i, new Slice()), at);
      assertEquals(row.timestamp, block.commitTimestamp(i), at);
      assertEquals(i, block.find(row.key), at);
    }
    for (int i = 0; i < 100; i++) {
      Slice key = CursorContract.randomKey(random, 5);
      long below = rows.stream().filter(row -> row.key.compareTo(key) < 0).count();
      assertEquals(below, block.lowerBound(key), at);
    }
  }

  /** A scan of a part of the block against the same question asked row by row. */
  private static void checkScan(
      Block block, RandomRows values, List<Row> rows, Random random, String at) {
    RowFormat format = values.format();
    int from = random.nextInt(rows.size());
    int to = from + random.nextInt(rows.size() - from + 1);
    List<ColumnCondition> conditions = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      conditions.add(values.condition(rows.get(random.nextInt(rows.size())).value));
    }
    ZonePredicate predicate = new ZonePredicate(conditions);
    List<Integer> columns = random.ints(3, 0, format.columnCount()).boxed().toList();
    boolean keysWanted = random.nextBoolean();
    LeafScan scan = new LeafScan(format, new ColumnScan(columns, keysWanted, predicate));
    ShapedRow reader = new ShapedRow(format);
    List<Row> expected = new ArrayList<>();
    for (Row row : rows.subList(from, to)) {
      if (predicate.holds(reader.set(row.value))) {
        expected.add(row);
      }
    }
    assertTrue(expected.isEmpty() || scan.mayMatch(block), at + " " + conditions);
    scan.select(block, from, to);
    assertEquals(expected.size(), scan.remaining(), at + " " + conditions);
    List<ColumnKind> kinds = new ArrayList<>(columns.stream().map(format::vectorKind).toList());
    kinds.add(ColumnKind.BYTES);
    VectorBatch batch = new VectorBatch(kinds, 700);
    for (int done = 0; done < expected.size(); ) {
      batch.clear();
      int first = random.nextInt(20);
      int count = Math.min(scan.remaining(), 1 + random.nextInt(batch.capacity() - first));
      scan.copy(block, count, batch, first);
      for (int i = 0; i < count; i++) {
        Row row = expected.get(done + i);
        reader.set(row.value);
        for (int c = 0; c < columns.size(); c++) {
          checkValue(reader, columns.get(c), batch.column(c), first + i, at);
        }
        if (keysWanted) {
          assertEquals(row.key, batch.bytes(columns.size()).get(first + i, new Slice()), at);
        }
      }
      done += count;
    }
    assertEquals(0, scan.remaining(), at);
  }

  private static void checkValue(
      ShapedRow row, int column, ColumnVector vector, int position, String at) {
    assertEquals(row.isNull(column), vector.isNull(position), at);
    if (row.isNull(column)) {
      return;
    }
    if (vector instanceof LongVector longs) {
      assertEquals(row.longAt(column), longs.get(position), at);
    } else if (vector instanceof DoubleVector doubles) {
      assertEquals(row.doubleAt(column), doubles.get(position), at);
    } else {
      Slice bytes = ((BytesVector) vector).get(position, new Slice());
      assertEquals(row.bytesAt(column, new Slice()), bytes, at);
    }
  }

  @Test
  void valuesThatColumnsDoNotTellBecomeABlockOfRows() {
    try (BlockDecoder decoder = new BlockDecoder()) {
      RandomRows values = new RandomRows(new Random(5));
      List<Row> rows = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        Slice key = new Slice(new byte[] {(byte) i});
        rows.add(new Row(key, i, i == 30 ? Slice.utf8("no row at all") : values.next()));
      }
      Block block = decoder.block(image(decoder, values.format(), rows), "here");
      assertInstanceOf(RowBlock.class, block);
      checkRows(block, rows, new Random(1), "rows");
      List<Row> first = rows.subList(0, 30);
      Block shaped = decoder.block(image(decoder, values.format(), first), "here");
      assertInstanceOf(PaxBlock.class, shaped);
      RowBuffer buffer = new RowBuffer();
      first.forEach(row -> buffer.add(row.key, row.timestamp, row.value));
      BlockImage image = new RowBlockCodec(CAPACITY).image(buffer, BlockKind.LEAF, 3, 0, 30);
      checkScan(new RowBlock(image), values, first, new Random(2), "scan of rows");
    }
  }

  /** What was damaged behind the checksum's back is refused, or read without leaving the block. */
  @Test
  void damageIsNeverReadBeyondTheBlock() {
    int refused = 0;
    int damaged = 0;
    try (BlockDecoder decoder = new BlockDecoder()) {
      for (long seed = 0; seed < 60; seed++) {
        Random random = new Random(seed);
        RandomRows values = new RandomRows(random);
        List<Row> rows = randomRows(random, values);
        BlockImage image = image(decoder, values.format(), rows);
        for (int i = 0; i < 60; i++) {
          damaged++;
          refused += isRefused(decoder, damage(image, random), values, random) ? 1 : 0;
        }
      }
    }
    assertTrue(refused > damaged / 10, "refused " + refused + " of " + damaged);
  }

  private static BlockImage damage(BlockImage image, Random random) {
    byte[] payload = image.payload.clone();
    int end = random.nextBoolean() ? payload.length : Math.min(payload.length, 200);
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      int at = random.nextInt(end);
      payload[at] = (byte) (random.nextBoolean() ? random.nextInt() : payload[at] ^ (1 << i));
    }
    if (random.nextInt(10) == 0) {
      payload = Arrays.copyOf(payload, random.nextInt(payload.length + 1));
    }
    int rows = random.nextInt(10) == 0 ? 1 + random.nextInt(2000) : image.rowCount;
    return new BlockImage(image.kind, image.codec, 3, rows, 0, 100, payload);
  }

  private static boolean isRefused(
      BlockDecoder decoder, BlockImage image, RandomRows values, Random random) {
    Block block;
    try {
      block = decoder.block(image, "here");
    } catch (IndexOutOfBoundsException e) {
      return true;
    }
    if (!((PaxBlock) block).format().shape().equals(values.shape())) {
      return true;
    }
    try {
      KeyBuffer buffer = new KeyBuffer();
      for (int row = 0; row < block.rowCount(); row++) {
        block.key(row, buffer);
        block.value(row, new Slice());
        block.commitTimestamp(row);
      }
      block.find(CursorContract.randomKey(random, 5));
      ZonePredicate predicate = new ZonePredicate(List.of(values.condition(null)));
      int columns = values.format().columnCount();
      LeafScan scan =
          new LeafScan(
              values.format(),
              new ColumnScan(IntStream.range(0, columns).boxed().toList(), true, predicate));
      scan.select(block, 0, block.rowCount());
      List<ColumnKind> kinds = new ArrayList<>();
      IntStream.range(0, columns).mapToObj(values.format()::vectorKind).forEach(kinds::add);
      kinds.add(ColumnKind.BYTES);
      scan.copy(block, scan.remaining(), new VectorBatch(kinds, block.rowCount()), 0);
      return false;
    } catch (StorageException e) {
      assertEquals(StorageException.Kind.CORRUPT, e.kind());
      return true;
    }
  }

  @Test
  void repeatedBytesAndNumbersTakeLittleRoom() {
    try (BlockDecoder decoder = new BlockDecoder()) {
      PlainTable table = new PlainTable();
      BlockImage image = image(decoder, table.format(), table.rows(1024));
      long perRow = image.payload.length / 1024;
      assertTrue(perRow < 16, perRow + " bytes a row");
    }
  }

  /** A row of a number that rises, one of few values, one NULL and one word of a few. */
  private static final class PlainTable {
    private final RowShape shape =
        new RowShape(
            List.of(
                new ShapeColumn(ColumnKind.LONG, 8),
                new ShapeColumn(ColumnKind.LONG, 8),
                new ShapeColumn(ColumnKind.DOUBLE, 8),
                new ShapeColumn(ColumnKind.BYTES, 0)));

    RowFormat format() {
      return new RowFormat(shape);
    }

    List<Row> rows(int count) {
      RowWriter writer = new RowWriter(format());
      List<Row> rows = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        writer.begin();
        writer.setLong(0, 1_000_000_000_000L + 3L * i);
        writer.setLong(1, (i % 5) * 1_000_000_000_000_000L);
        writer.setNull(2);
        byte[] word =
            ("a long word that repeats, number " + i % 7).getBytes(StandardCharsets.UTF_8);
        writer.setBytes(3, word, 0, word.length);
        byte[] key = {0x10, 0, (byte) (i >>> 8), (byte) i};
        rows.add(new Row(new Slice(key), 9, writer.finish().copy()));
      }
      return rows;
    }
  }

  @Test
  void aBlockOfAnotherShapeIsCorrupt() {
    PlainTable table = new PlainTable();
    RowFormat other = new RowFormat(List.of(new ShapeColumn(ColumnKind.BYTES, 0)));
    try (BlockDecoder decoder = new BlockDecoder()) {
      Block block = decoder.block(image(decoder, table.format(), table.rows(10)), "here");
      ColumnScan all = new ColumnScan(List.of(0), false, ZonePredicate.none());
      LeafScan scan = new LeafScan(other, all);
      StorageException failure = assertThrows(StorageException.class, () -> scan.mayMatch(block));
      assertEquals(StorageException.Kind.CORRUPT, failure.kind());
      failure = assertThrows(StorageException.class, () -> block.valueLong(0, 0));
      assertEquals(StorageException.Kind.CORRUPT, failure.kind());
    }
  }

  @Test
  void theWrongKindOfConditionIsRefused() {
    PlainTable table = new PlainTable();
    try (BlockDecoder decoder = new BlockDecoder()) {
      Block block = decoder.block(image(decoder, table.format(), table.rows(10)), "here");
      ZonePredicate predicate =
          new ZonePredicate(List.of(ColumnCondition.bytes(0, null, true, null, true)));
      LeafScan scan = new LeafScan(table.format(), new ColumnScan(List.of(), false, predicate));
      assertThrows(IllegalArgumentException.class, () -> scan.select(block, 0, 10));
    }
  }
}
