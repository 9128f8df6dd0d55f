package org.lightningdb.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lightningdb.storage.block.ReadCounts;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.column.BatchScan;
import org.lightningdb.storage.column.ColumnScan;
import org.lightningdb.storage.column.RowFormat;
import org.lightningdb.storage.column.RowWriter;
import org.lightningdb.storage.column.ZonePredicate;
import org.lightningdb.storage.cursor.Cursor;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.spec.MemoryOptions;
import org.lightningdb.storage.spec.RowShape;
import org.lightningdb.storage.spec.ShapeColumn;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.vector.ColumnKind;
import org.lightningdb.storage.vector.VectorBatch;
import org.lightningdb.storage.vfs.SimVfs;

/** What scans read from the disk, ahead of where they are, and what that leaves in the cache. */
@Timeout(120)
class ScanReadTest {
  private static final long CACHE_BYTES = 1 << 20;
  private static final int VALUE_BYTES = 1000;
  private static final int HOT_ROWS = 300;
  private static final int COLD_ROWS = 22_000;
  private static final RowShape SHAPE =
      new RowShape(
          List.of(new ShapeColumn(ColumnKind.LONG, 8), new ShapeColumn(ColumnKind.BYTES, 0)));

  private final SimVfs disk = SimVfs.memory("scan-read");
  private final RowWriter writer = new RowWriter(new RowFormat(SHAPE));
  private long hot;
  private long cold;

  private enum Way {
    BTREE_CURSOR,
    BTREE_BACKWARD,
    LSM_CURSOR,
    COLUMNS_CURSOR,
    COLUMNS_SCAN,
    LSM_COLUMNS_SCAN;

    StoreSpec spec() {
      return switch (this) {
        case BTREE_CURSOR, BTREE_BACKWARD -> StoreSpec.btree();
        case LSM_CURSOR -> StoreSpec.lsm();
        case COLUMNS_CURSOR, COLUMNS_SCAN -> StoreSpec.btree().withShape(SHAPE);
        case LSM_COLUMNS_SCAN -> StoreSpec.lsm().withShape(SHAPE);
      };
    }
  }

  private LightningEngine open(long readAheadBytes) {
    MemoryOptions memory = new MemoryOptions(CACHE_BYTES, 32 << 20, 128 << 20);
    return LightningEngine.open(
        disk,
        EngineOptions.defaults().with(memory.withReadAhead(readAheadBytes)),
        EngineServices.system());
  }

  private static Slice key(int number) {
    return Slice.utf8(String.format(Locale.ROOT, "k%08d", number));
  }

  private void fill(StoreSpec spec) {
    Random random = new Random(1);
    try (LightningEngine engine = open(0)) {
      try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
          ReadView view = txn.view()) {
        hot = txn.createStore(StoreSpec.btree());
        cold = txn.createStore(spec);
        byte[] value = new byte[VALUE_BYTES];
        for (int i = 0; i < COLD_ROWS; i++) {
          random.nextBytes(value);
          if (i < HOT_ROWS) {
            txn.put(view, hot, key(i), new Slice(value));
          }
          txn.put(view, cold, key(i), spec.shape() == null ? new Slice(value) : row(i, value));
        }
        txn.commit(Durability.NONE);
      }
      engine.checkpoint();
      engine.compact();
    }
  }

  private Slice row(int number, byte[] value) {
    writer.begin();
    writer.setLong(0, number);
    writer.setBytes(1, value, 0, value.length);
    return writer.finish();
  }

  private long scan(LightningEngine engine, Way way) {
    return switch (way) {
      case COLUMNS_SCAN, LSM_COLUMNS_SCAN -> scanColumns(engine);
      case BTREE_BACKWARD -> scanBackward(engine);
      default -> scanRows(engine, COLD_ROWS);
    };
  }

  private long scanRows(LightningEngine engine, int rowsMax) {
    long rows = 0;
    try (ReadView view = engine.view();
        Cursor cursor = view.cursor(cold, ByteRange.all())) {
      for (boolean stands = cursor.first(); stands; stands = rows < rowsMax && cursor.next()) {
        assertEquals(key((int) rows), cursor.key());
        assertTrue(cursor.value().length() >= VALUE_BYTES);
        rows++;
      }
    }
    return rows;
  }

  private long scanBackward(LightningEngine engine) {
    long rows = 0;
    try (ReadView view = engine.view();
        Cursor cursor = view.cursor(cold, ByteRange.all())) {
      for (boolean stands = cursor.last(); stands; stands = cursor.prev()) {
        assertEquals(key(COLD_ROWS - 1 - (int) rows), cursor.key());
        rows++;
      }
    }
    return rows;
  }

  private long scanColumns(LightningEngine engine) {
    long rows = 0;
    ColumnScan columns = new ColumnScan(List.of(0, 1), false, ZonePredicate.none());
    VectorBatch batch = new VectorBatch(columns.kinds(new RowFormat(SHAPE)), 500);
    try (ReadView view = engine.view();
        BatchScan scan = view.scan(cold, ByteRange.all(), columns)) {
      while (scan.next(batch)) {
        for (int i = 0; i < batch.rowCount(); i++) {
          assertEquals(rows++, batch.longs(0).get(i));
        }
      }
    }
    return rows;
  }

  private void readHot(LightningEngine engine) {
    try (ReadView view = engine.view()) {
      for (int i = 0; i < HOT_ROWS; i++) {
        @Nullable Slice value = view.get(hot, key(i));
        assertTrue(value != null && value.length() == VALUE_BYTES);
      }
    }
  }

  private static ReadCounts reads(LightningEngine engine) {
    return engine.statistics().reads();
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void aScanOfTwentyTimesTheCacheLeavesTheHotSet(Way way) {
    fill(way.spec());
    try (LightningEngine engine = open(1 << 20)) {
      readHot(engine);
      readHot(engine);
      long before = reads(engine).bytes();
      assertEquals(COLD_ROWS, scan(engine, way));
      long scanned = reads(engine).bytes() - before;
      assertTrue(scanned >= 20 * CACHE_BYTES, "scanned " + scanned);
      assertEquals(COLD_ROWS, scan(engine, way));
      long blocks = reads(engine).blocks();
      readHot(engine);
      assertEquals(blocks, reads(engine).blocks(), "the hot set is still there");
    }
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void scansReadAheadWithFewCalls(Way way) {
    fill(way.spec());
    try (LightningEngine engine = open(0)) {
      assertEquals(COLD_ROWS, scan(engine, way));
      ReadCounts single = reads(engine);
      assertEquals(single.blocks(), single.calls());
      assertEquals(0, single.aheadBlocks());
    }
    try (LightningEngine engine = open(1 << 20)) {
      assertEquals(COLD_ROWS, scan(engine, way));
      ReadCounts ahead = reads(engine);
      boolean largeBlocks = way.spec().shape() != null;
      assertTrue(largeBlocks || ahead.calls() * 4 < ahead.blocks(), ahead.toString());
      assertTrue(ahead.aheadUsed() * 10 >= ahead.aheadBlocks() * 9, ahead.toString());
      assertEquals(0, engine.memory().statistics().reservedBytes());
    }
  }

  @Test
  void aTableThatFitsIsCachedByItsSecondScan() {
    fill(StoreSpec.btree());
    try (LightningEngine engine = open(1 << 20)) {
      scanRows(engine, COLD_ROWS);
      scanRows(engine, 400);
      scanRows(engine, 400);
      long blocks = reads(engine).blocks();
      scanRows(engine, 400);
      assertTrue(reads(engine).blocks() - blocks < 10, "" + (reads(engine).blocks() - blocks));
    }
  }

  @Test
  void aShortScanReadsLittleAhead() {
    fill(StoreSpec.btree());
    try (LightningEngine engine = open(1 << 20);
        ReadView view = engine.view();
        Cursor cursor = view.cursor(cold, new ByteRange(key(5000), key(5030)))) {
      int rows = 0;
      for (boolean stands = cursor.first(); stands; stands = cursor.next()) {
        rows++;
      }
      assertEquals(30, rows);
      assertTrue(reads(engine).blocks() < 10, reads(engine).toString());
    }
  }

  @Test
  void damageAheadConcernsNobodyBeforeTheScanComesThere() throws IOException {
    fill(StoreSpec.btree());
    long at;
    try (LightningEngine engine = open(1 << 20)) {
      at = engine.statistics().dataBytes() / 2;
    }
    int sound = COLD_ROWS;
    while (sound < 1000 || sound == COLD_ROWS) {
      disk.flipBit("DATA-00000001", at, 1);
      sound = soundRows();
      disk.flipBit("DATA-00000001", at, 1);
      at += 16_384;
    }
    disk.flipBit("DATA-00000001", at - 16_384, 1);
    LightningEngine engine = open(1 << 20);
    assertEquals(sound, scanRows(engine, sound));
    StorageException damage =
        assertThrows(StorageException.class, () -> scanRows(engine, COLD_ROWS));
    assertSame(Kind.CORRUPT, damage.kind());
    assertEquals(0, engine.memory().statistics().reservedBytes());
    engine.close();
  }

  /** How many rows a scan without reading ahead sees before it meets damage. */
  private int soundRows() {
    int rows = 0;
    try (LightningEngine engine = open(0);
        ReadView view = engine.view();
        Cursor cursor = view.cursor(cold, ByteRange.all())) {
      for (boolean stands = cursor.first(); stands; stands = cursor.next()) {
        rows++;
      }
    } catch (StorageException e) {
      assertSame(Kind.CORRUPT, e.kind());
    }
    return rows;
  }

  @Test
  void anInterruptedScanGoesOn() {
    fill(StoreSpec.btree());
    try (LightningEngine engine = open(1 << 20)) {
      Thread.currentThread().interrupt();
      assertEquals(COLD_ROWS, scanRows(engine, COLD_ROWS));
      assertTrue(Thread.interrupted(), "the flag was kept");
      assertEquals(COLD_ROWS, scanRows(engine, COLD_ROWS));
    }
  }

  @Test
  void scansThatAreGivenUpLeaveNoMemoryBehind() throws InterruptedException {
    fill(StoreSpec.lsm());
    LightningEngine engine = open(1 << 20);
    List<Thread> readers =
        Stream.of(100, 500, 1000, 5000, 9000, 20_000)
            .map(rows -> new Thread(() -> scanRows(engine, rows)))
            .toList();
    readers.forEach(Thread::start);
    for (Thread reader : readers) {
      reader.join();
    }
    engine.close();
    assertEquals(0, engine.memory().statistics().reservedBytes());
  }
}
