package org.lightningdb.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.column.BatchScan;
import org.lightningdb.storage.column.ColumnCondition;
import org.lightningdb.storage.column.ColumnScan;
import org.lightningdb.storage.column.RandomRows;
import org.lightningdb.storage.column.RowFormat;
import org.lightningdb.storage.column.RowLookup;
import org.lightningdb.storage.column.RowWriter;
import org.lightningdb.storage.column.ShapedRow;
import org.lightningdb.storage.column.ZonePredicate;
import org.lightningdb.storage.cursor.Cursor;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.spec.BlockOptions;
import org.lightningdb.storage.spec.CompactionOptions;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.spec.RowShape;
import org.lightningdb.storage.spec.ShapeColumn;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.vector.ColumnKind;
import org.lightningdb.storage.vector.VectorBatch;
import org.lightningdb.storage.vfs.SimVfs;

/** Scans of columns against what cursors say, through every place where versions can be. */
@Timeout(120)
class ShapedScanTest {
  private static final int KEYS = 400;

  private static LightningEngine open(SimVfs disk) {
    return open(disk, 2);
  }

  private static LightningEngine open(SimVfs disk, int compactionThreads) {
    BlockOptions blocks = BlockOptions.defaults().withBlockBytes(512).withColumns(20, 4096);
    CompactionOptions compaction =
        CompactionOptions.defaults()
            .withThreads(compactionThreads)
            .withYoungRuns(3, 8, 16)
            .withSizes(4096, 8192, 3);
    EngineOptions options =
        EngineOptions.defaults().withWal(1 << 16, 1 << 24).with(blocks).with(compaction);
    return LightningEngine.open(disk, options, EngineServices.system());
  }

  private static long createStore(Engine engine, RowShape shape) {
    return createStore(engine, StoreSpec.btree().withShape(shape));
  }

  private static long createStore(Engine engine, StoreSpec spec) {
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
      long store = txn.createStore(spec.withHistoryMillis(Long.MAX_VALUE));
      txn.commit(Durability.NONE);
      return store;
    }
  }

  private static Slice key(int number) {
    return new Slice(new byte[] {0x10, (byte) (number >>> 8), (byte) number});
  }

  private static void change(Txn txn, ReadView view, long store, RandomRows rows, Random random) {
    for (int i = random.nextInt(random.nextBoolean() ? 5 : 200); i > 0; i--) {
      Slice key = key(random.nextInt(KEYS));
      if (random.nextInt(4) == 0) {
        txn.delete(view, store, key);
      } else {
        txn.put(view, store, key, rows.next());
      }
    }
  }

  @Test
  void scansSeeWhatCursorsSee() {
    for (long seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      RandomRows rows = new RandomRows(random);
      SimVfs disk = SimVfs.memory("scan" + seed);
      LightningEngine engine = open(disk);
      StoreSpec spec = random.nextBoolean() ? StoreSpec.btree() : StoreSpec.lsm();
      long store = createStore(engine, spec.withShape(rows.shape()));
      List<ReadView> older = new ArrayList<>();
      for (int step = 0; step < 12; step++) {
        try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
            ReadView view = txn.view()) {
          change(txn, view, store, rows, random);
          txn.commit(Durability.NONE);
        }
        if (random.nextInt(3) == 0) {
          engine.checkpoint();
        }
        older.add(engine.view());
        compareInside(engine, store, rows, random, "seed " + seed + "/" + step);
        ReadView view = older.get(random.nextInt(older.size()));
        compare(view, store, rows, random, "older view, seed " + seed + "/" + step);
        try (ReadView past = engine.viewAt(1 + random.nextLong(view.timestamp()))) {
          compare(past, store, rows, random, "past view, seed " + seed + "/" + step);
        }
      }
      older.forEach(ReadView::close);
      engine.close();
      engine = open(disk);
      try (ReadView view = engine.view()) {
        compare(view, store, rows, random, "reopened, seed " + seed);
      }
      assertEquals(List.of(), engine.check().problems(), "seed " + seed);
      engine.close();
    }
  }

  @Test
  void scansOfThePastSeeWhatCursorsOfThePastSee() {
    for (long seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      RandomRows rows = new RandomRows(random);
      StoreSpec spec = seed % 2 == 0 ? StoreSpec.btree() : StoreSpec.lsm();
      try (LightningEngine engine = open(SimVfs.memory("past" + seed))) {
        long store = createStore(engine, spec.withShape(rows.shape()).withHistoryMillis(1_000_000));
        List<Long> moments = new ArrayList<>();
        for (int step = 0; step < 10; step++) {
          try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
              ReadView view = txn.view()) {
            change(txn, view, store, rows, random);
            moments.add(txn.commit(Durability.NONE));
          }
          if (random.nextInt(3) > 0) {
            engine.checkpoint();
          }
          try (ReadView view = engine.viewAt(moments.get(random.nextInt(moments.size())))) {
            compare(view, store, rows, random, "seed " + seed + "/" + step);
          }
        }
      }
    }
  }

  /** In a transaction with writes of its own, before and after the view. */
  private static void compareInside(
      Engine engine, long store, RandomRows rows, Random random, String at) {
    Isolation[] all = Isolation.values();
    try (Txn txn = engine.begin(all[random.nextInt(all.length)], false)) {
      try (ReadView view = txn.view()) {
        change(txn, view, store, rows, random);
      }
      try (ReadView view = txn.view()) {
        change(txn, view, store, rows, random);
        compare(view, store, rows, random, at);
      }
    }
  }

  private static void compare(
      ReadView view, long store, RandomRows rows, Random random, String at) {
    RowFormat format = rows.format();
    Slice lower = random.nextInt(3) == 0 ? null : key(random.nextInt(KEYS));
    Slice upper = random.nextInt(3) == 0 ? null : key(random.nextInt(KEYS));
    ByteRange range = new ByteRange(lower, upper);
    List<ColumnCondition> conditions = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      conditions.add(rows.condition(anyValue(view, store, random)));
    }
    ZonePredicate predicate = new ZonePredicate(conditions);
    List<Integer> columns =
        new ArrayList<>(IntStream.range(0, format.columnCount()).boxed().toList());
    Collections.shuffle(columns, random);
    columns = columns.subList(0, random.nextInt(columns.size() + 1));
    ColumnScan scan = new ColumnScan(columns, true, predicate);
    VectorBatch batch = new VectorBatch(scan.kinds(format), 1 + random.nextInt(100));
    VectorBatch expected = new VectorBatch(scan.kinds(format), 1);
    ShapedRow row = new ShapedRow(format);
    compareLookups(view, store, format, scan, random, at);
    try (BatchScan batches = view.scan(store, range, scan);
        Cursor cursor = view.cursor(store, range)) {
      boolean stands = cursor.first();
      while (batches.next(batch)) {
        assertTrue(batch.rowCount() > 0, at);
        for (int i = 0; i < batch.rowCount(); i++) {
          while (stands && !predicate.holds(row.set(cursor.value()))) {
            stands = cursor.next();
          }
          assertTrue(stands, at + " returns too much");
          assertEquals(cursor.key(), batch.bytes(columns.size()).get(i, new Slice()), at);
          expected.clear();
          for (int c = 0; c < columns.size(); c++) {
            row.copyTo(columns.get(c), expected.column(c), 0);
            assertSame(expected, batch, c, i, at);
          }
          stands = cursor.next();
        }
      }
      while (stands) {
        assertFalse(predicate.holds(row.set(cursor.value())), at + " misses " + cursor.key());
        stands = cursor.next();
      }
      assertFalse(batches.next(batch), at);
    }
  }

  private static void compareLookups(
      ReadView view, long store, RowFormat format, ColumnScan scan, Random random, String at) {
    RowLookup lookup = view.lookup(store, scan);
    VectorBatch batch = new VectorBatch(scan.kinds(format), 2);
    VectorBatch expected = new VectorBatch(scan.kinds(format), 1);
    ShapedRow row = new ShapedRow(format);
    for (int i = 0; i < 20; i++) {
      Slice key = key(random.nextInt(KEYS));
      Slice value = view.get(store, key);
      boolean passes = value != null && scan.predicate().holds(row.set(value.copy()));
      batch.clear();
      assertEquals(passes, lookup.read(key, batch, 1), at);
      for (int c = 0; passes && c < scan.columns().size(); c++) {
        expected.clear();
        row.copyTo(scan.columns().get(c), expected.column(c), 0);
        assertSame(expected, batch, c, 1, at);
      }
    }
  }

  private static void assertSame(
      VectorBatch expected, VectorBatch batch, int column, int row, String at) {
    assertEquals(expected.column(column).isNull(0), batch.column(column).isNull(row), at);
    if (expected.column(column).isNull(0)) {
      return;
    }
    switch (expected.column(column).kind()) {
      case LONG -> assertEquals(expected.longs(column).get(0), batch.longs(column).get(row), at);
      case DOUBLE ->
          assertEquals(expected.doubles(column).get(0), batch.doubles(column).get(row), at);
      default -> {
        Slice wanted = expected.bytes(column).get(0, new Slice());
        assertEquals(wanted, batch.bytes(column).get(row, new Slice()), at);
      }
    }
  }

  private static @Nullable Slice anyValue(ReadView view, long store, Random random) {
    Slice value = view.get(store, key(random.nextInt(KEYS)));
    return value == null ? null : value.copy();
  }

  /** One LONG column that rises with the key. */
  private static final class Numbers {
    final RowShape shape = new RowShape(List.of(new ShapeColumn(ColumnKind.LONG, 8)));
    private final RowWriter writer = new RowWriter(new RowFormat(shape));

    Slice row(long number) {
      writer.begin();
      writer.setLong(0, number);
      return writer.finish();
    }

    void fill(Engine engine, long store, int rows) {
      try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
          ReadView view = txn.view()) {
        for (int i = 0; i < rows; i++) {
          txn.put(view, store, key(i), row(i));
        }
        txn.commit(Durability.NONE);
      }
    }

    ColumnScan scan(long low, long high) {
      ZonePredicate predicate = new ZonePredicate(List.of(ColumnCondition.longs(0, low, high)));
      return new ColumnScan(List.of(0), false, predicate);
    }
  }

  @Test
  void zoneMapsSkipBlocks() {
    Numbers numbers = new Numbers();
    try (LightningEngine engine = open(SimVfs.memory("skip"))) {
      long store = createStore(engine, numbers.shape);
      numbers.fill(engine, store, 2000);
      engine.checkpoint();
      VectorBatch batch = new VectorBatch(List.of(ColumnKind.LONG), 1024);
      try (ReadView view = engine.view();
          BatchScan scan = view.scan(store, ByteRange.all(), numbers.scan(1000, 1009))) {
        assertTrue(scan.next(batch));
        assertEquals(10, batch.rowCount());
        assertEquals(1009, batch.longs(0).get(9));
        assertFalse(scan.next(batch));
        assertTrue(scan.blocksRead() <= 2, "read " + scan.blocksRead());
        assertTrue(scan.blocksSkipped() > 90, "skipped " + scan.blocksSkipped());
      }
    }
  }

  private static List<Long> numbers(ReadView view, long store, ColumnScan scan) {
    List<Long> found = new ArrayList<>();
    VectorBatch batch = new VectorBatch(List.of(ColumnKind.LONG), 64);
    try (BatchScan batches = view.scan(store, ByteRange.all(), scan)) {
      while (batches.next(batch)) {
        for (int i = 0; i < batch.rowCount(); i++) {
          found.add(batch.longs(0).get(i));
        }
      }
    }
    return found;
  }

  /** Blocks of a newer run that the zone maps exclude still hide what is below them. */
  @Test
  void skippedBlocksHideOlderVersions() {
    Numbers numbers = new Numbers();
    try (LightningEngine engine = open(SimVfs.memory("hide"), 0)) {
      long store = createStore(engine, StoreSpec.lsm().withShape(numbers.shape));
      numbers.fill(engine, store, 2000);
      engine.checkpoint();
      try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
          ReadView view = txn.view()) {
        for (int i = 100; i < 200; i++) {
          txn.put(view, store, key(i), numbers.row(5_000_000 + i));
          txn.delete(view, store, key(i + 300));
        }
        txn.put(view, store, key(1500), numbers.row(150));
        txn.commit(Durability.NONE);
      }
      for (boolean flushed : new boolean[] {false, true}) {
        try (ReadView view = engine.view()) {
          assertEquals(List.of(150L), numbers(view, store, numbers.scan(100, 199)));
          assertEquals(List.of(), numbers(view, store, numbers.scan(400, 499)));
          assertEquals(100, numbers(view, store, numbers.scan(5_000_000, 6_000_000)).size());
          List<Long> all = numbers(view, store, numbers.scan(0, 9_000_000));
          assertEquals(1900, all.size(), "flushed " + flushed);
          assertEquals(5_000_100, all.get(100));
        }
        engine.checkpoint();
      }
    }
  }

  /** Where runs lie side by side, whole blocks of each are taken or skipped. */
  @Test
  void zoneMapsSkipBlocksOfEveryRun() {
    Numbers numbers = new Numbers();
    try (LightningEngine engine = open(SimVfs.memory("side by side"), 0)) {
      long store = createStore(engine, StoreSpec.lsm().withShape(numbers.shape));
      for (int run = 0; run < 5; run++) {
        try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
            ReadView view = txn.view()) {
          for (int i = 400 * run; i < 400 * run + 400; i++) {
            txn.put(view, store, key(i), numbers.row(i));
          }
          txn.commit(Durability.NONE);
        }
        engine.checkpoint();
      }
      VectorBatch batch = new VectorBatch(List.of(ColumnKind.LONG), 1024);
      try (ReadView view = engine.view();
          BatchScan scan = view.scan(store, ByteRange.all(), numbers.scan(1000, 1009))) {
        assertTrue(scan.next(batch));
        assertEquals(10, batch.rowCount());
        assertFalse(scan.next(batch));
        assertTrue(scan.blocksRead() <= 2, "read " + scan.blocksRead());
        assertTrue(scan.blocksSkipped() > 90, "skipped " + scan.blocksSkipped());
      }
    }
  }

  @Test
  void serializableTransactionsNoticeWhatWouldChangeTheirScan() {
    Numbers numbers = new Numbers();
    try (LightningEngine engine = open(SimVfs.memory("phantoms"))) {
      long store = createStore(engine, numbers.shape);
      numbers.fill(engine, store, 100);
      engine.checkpoint();
      scanAndWrite(engine, store, numbers, key(4000), 1);
      // A row that only now passes the predicate of a scan that found nothing.
      assertThrows(
          StorageException.class, () -> scanAndWrite(engine, store, numbers, key(50), 7777));
    }
  }

  /** Scans the keys below 200, lets another change {@code changed}, and commits a write. */
  private static void scanAndWrite(
      Engine engine, long store, Numbers numbers, Slice changed, long number) {
    try (Txn txn = engine.begin(Isolation.SERIALIZABLE, false);
        ReadView view = txn.view()) {
      VectorBatch batch = new VectorBatch(List.of(ColumnKind.LONG), 10);
      ByteRange range = new ByteRange(null, key(200));
      try (BatchScan scan = view.scan(store, range, numbers.scan(7000, 8000))) {
        assertFalse(scan.next(batch));
      }
      try (Txn other = engine.begin(Isolation.SNAPSHOT, false);
          ReadView otherView = other.view()) {
        other.put(otherView, store, changed, numbers.row(number));
        other.commit(Durability.NONE);
      }
      txn.put(view, store, key(5000), numbers.row(5));
      txn.commit(Durability.NONE);
    }
  }

  @Test
  void aStoreWithoutShapeHasNoColumns() {
    try (LightningEngine engine = open(SimVfs.memory("plain"))) {
      long store;
      try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
        store = txn.createStore(StoreSpec.btree());
        txn.commit(Durability.NONE);
      }
      ColumnScan scan = new ColumnScan(List.of(0), false, ZonePredicate.none());
      try (ReadView view = engine.view()) {
        StorageException failure =
            assertThrows(StorageException.class, () -> view.scan(store, ByteRange.all(), scan));
        assertEquals(StorageException.Kind.INVALID_REQUEST, failure.kind());
      }
    }
  }
}
