package org.lightningdb.benchmarks.scan;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import org.lightningdb.storage.Engine;
import org.lightningdb.storage.EngineServices;
import org.lightningdb.storage.LightningEngine;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.column.BatchScan;
import org.lightningdb.storage.column.ColumnCondition;
import org.lightningdb.storage.column.ColumnScan;
import org.lightningdb.storage.column.RowFormat;
import org.lightningdb.storage.column.RowLookup;
import org.lightningdb.storage.column.ShapedRow;
import org.lightningdb.storage.column.ZonePredicate;
import org.lightningdb.storage.cursor.Cursor;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.vector.VectorBatch;
import org.lightningdb.storage.vfs.SimVfs;
import org.lightningdb.storage.vfs.Vfs;

/**
 * One thread reads 14 columns of {@link LineItems} from cached blocks: 4 columns of all rows into
 * vectors, 4 columns of the rows that pass three conditions, and single rows; from a store of
 * columns and from a store of rows; last with a hundredth of the rows changed and still in the
 * delta. Prints the CPU time of a row, median of the rounds.
 *
 * <p>Arguments, all optional: rows, rounds. The heap should be 1 GiB for a million rows.
 */
public final class ScanBenchmark {
  private static final int ROWS_PER_COMMIT = 1000;
  private static final int GETS = 200_000;
  private static final List<Integer> FOUR_COLUMNS =
      List.of(LineItems.SHIP_DATE, LineItems.DISCOUNT, LineItems.QUANTITY, LineItems.PRICE);
  private static final List<Integer> TWO_COLUMNS = List.of(LineItems.PRICE, LineItems.DISCOUNT);

  private final LineItems items = new LineItems();
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final Engine engine;
  private final int rows;
  private final int rounds;
  private final PrintStream out;

  private ScanBenchmark(Engine engine, int rows, int rounds, PrintStream out) {
    this.engine = engine;
    this.rows = rows;
    this.rounds = rounds;
    this.out = out;
  }

  /** See the class. */
  public static void main(String[] arguments) throws IOException {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 9;
    EngineOptions options = EngineOptions.defaults().withMemory(700L * rows, 64L << 20);
    try (Vfs vfs = SimVfs.memory("scan-benchmark");
        Engine engine = LightningEngine.open(vfs, options, EngineServices.system())) {
      new ScanBenchmark(engine, rows, rounds, out).run();
    }
  }

  private void run() {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    out.printf(Locale.ROOT, "%d rows, load %.1f, Java %s%n", rows, load, Runtime.version());
    long columns = fill(StoreSpec.btree().withShape(items.shape()));
    long whole = fill(StoreSpec.btree());
    measureScans(columns);
    measure("rows: walk, 4 columns decoded", rows, () -> walk(whole));
    measure("columns: get a whole row", GETS, () -> get(columns));
    measure("rows: get a whole row", GETS, () -> get(whole));
    measure("columns: get 2 columns", GETS, () -> lookUp(columns));
    measure("rows: get 2 columns", GETS, () -> getTwoColumns(whole));
    change(columns);
    out.println("with a hundredth changed, in the delta:");
    measureScans(columns);
  }

  private long fill(StoreSpec spec) {
    long store;
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
      store = txn.createStore(spec);
      txn.commit(Durability.NONE);
    }
    for (int first = 0; first < rows; first += ROWS_PER_COMMIT) {
      put(store, first, 1, ROWS_PER_COMMIT);
    }
    engine.checkpoint();
    return store;
  }

  private void change(long store) {
    for (int first = 0; first < rows; first += ROWS_PER_COMMIT * 100) {
      put(store, first, 100, ROWS_PER_COMMIT);
    }
  }

  private void put(long store, int first, int step, int count) {
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
        ReadView view = txn.view()) {
      for (int i = 0; i < count && first + i * step < rows; i++) {
        txn.put(view, store, items.key(first + i * step), items.value(first + i * step));
      }
      txn.commit(Durability.NONE);
    }
  }

  private void measureScans(long store) {
    measure("columns: 4 columns to vectors", rows, () -> scan(store, ZonePredicate.none()));
    measure(
        "columns: 4 columns, a third of the dates, 3 conditions", rows, () -> scan(store, some()));
    measure("columns: 4 columns, no date", rows, () -> scan(store, none()));
  }

  private static ZonePredicate some() {
    int third = LineItems.DAYS / 3;
    return new ZonePredicate(
        List.of(
            ColumnCondition.longs(
                LineItems.SHIP_DATE, LineItems.FIRST_DAY, LineItems.FIRST_DAY + third),
            ColumnCondition.longs(LineItems.DISCOUNT, 5, 7),
            ColumnCondition.longs(LineItems.QUANTITY, 0, 2399)));
  }

  private static ZonePredicate none() {
    return new ZonePredicate(List.of(ColumnCondition.longs(LineItems.SHIP_DATE, 1, 2)));
  }

  private long scan(long store, ZonePredicate predicate) {
    ColumnScan wanted = new ColumnScan(FOUR_COLUMNS, false, predicate);
    VectorBatch batch =
        new VectorBatch(wanted.kinds(new RowFormat(items.shape())), VectorBatch.ROWS_DEFAULT);
    long sum = 0;
    try (ReadView view = engine.view();
        BatchScan scan = view.scan(store, ByteRange.all(), wanted)) {
      while (scan.next(batch)) {
        for (int column = 0; column < FOUR_COLUMNS.size(); column++) {
          sum += batch.longs(column).get(batch.rowCount() - 1);
        }
      }
    }
    return sum;
  }

  private long walk(long store) {
    ShapedRow row = new ShapedRow(new RowFormat(items.shape()));
    long sum = 0;
    try (ReadView view = engine.view();
        Cursor cursor = view.cursor(store, ByteRange.all())) {
      for (boolean stands = cursor.first(); stands; stands = cursor.next()) {
        row.set(cursor.value());
        for (int column : FOUR_COLUMNS) {
          sum += row.longAt(column);
        }
      }
    }
    return sum;
  }

  private long get(long store) {
    SplittableRandom random = new SplittableRandom(3);
    long sum = 0;
    try (ReadView view = engine.view()) {
      for (int i = 0; i < GETS; i++) {
        Slice value = view.get(store, items.key(random.nextInt(rows)));
        sum += value == null ? 0 : value.length();
      }
    }
    return sum;
  }

  private long lookUp(long store) {
    ColumnScan wanted = new ColumnScan(TWO_COLUMNS, false, ZonePredicate.none());
    VectorBatch batch = new VectorBatch(wanted.kinds(new RowFormat(items.shape())), 1);
    SplittableRandom random = new SplittableRandom(3);
    long sum = 0;
    try (ReadView view = engine.view()) {
      RowLookup lookup = view.lookup(store, wanted);
      for (int i = 0; i < GETS; i++) {
        batch.clear();
        if (lookup.read(items.key(random.nextInt(rows)), batch, 0)) {
          sum += batch.longs(0).get(0) + batch.longs(1).get(0);
        }
      }
    }
    return sum;
  }

  private long getTwoColumns(long store) {
    ShapedRow row = new ShapedRow(new RowFormat(items.shape()));
    SplittableRandom random = new SplittableRandom(3);
    long sum = 0;
    try (ReadView view = engine.view()) {
      for (int i = 0; i < GETS; i++) {
        Slice value = view.get(store, items.key(random.nextInt(rows)));
        if (value != null) {
          row.set(value);
          sum += row.longAt(LineItems.PRICE) + row.longAt(LineItems.DISCOUNT);
        }
      }
    }
    return sum;
  }

  private void measure(String name, int count, LongSupplier work) {
    long[] nanos = new long[rounds];
    long checksum = 0;
    for (int round = -12; round < rounds; round++) {
      long start = threads.getCurrentThreadCpuTime();
      checksum = work.getAsLong();
      if (round >= 0) {
        nanos[round] = threads.getCurrentThreadCpuTime() - start;
      }
    }
    Arrays.sort(nanos);
    double median = (double) nanos[rounds / 2] / count;
    out.printf(
        Locale.ROOT,
        "%-56s %8.2f ns  best %8.2f ns  %8.1f M/s/core  (%d)%n",
        name,
        median,
        (double) nanos[0] / count,
        1e3 / median,
        checksum);
  }
}
