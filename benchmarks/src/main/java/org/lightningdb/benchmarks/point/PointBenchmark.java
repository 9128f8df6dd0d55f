package org.lightningdb.benchmarks.point;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.lightningdb.storage.Engine;
import org.lightningdb.storage.EngineServices;
import org.lightningdb.storage.LightningEngine;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.Cursor;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.vfs.DiskVfs;
import org.lightningdb.storage.vfs.SimVfs;
import org.lightningdb.storage.vfs.Vfs;

/**
 * One thread reads a store of 16-byte keys and 100-byte values that lies in the block cache: random
 * gets of keys that are there and that are not, seeks, and whole scans; first with everything in
 * the tree, then with a tenth of the keys changed and still in the delta.
 *
 * <p>Arguments, all optional: entries, {@code SPREAD} or {@code COUNTED}, rounds, a part of the
 * names of the measures wanted, directory (none: a disk in memory). The heap should be 1 GiB for a
 * million entries.
 */
public final class PointBenchmark {
  private static final int VALUE_BYTES = 100;
  private static final int ENTRIES_PER_COMMIT = 1000;
  private static final int KEYS_PER_LOOKUP = 64;
  private static final int GETS_PER_ROUND = KEYS_PER_LOOKUP << 14;

  private final Engine engine;
  private final Keys keys;
  private final int entries;
  private final String wanted;
  private final Stopwatch stopwatch;
  private final PrintStream out;
  private final SplittableRandom random = new SplittableRandom(1);
  private long store;

  /** Keeps results alive. */
  private long checksum;

  private PointBenchmark(
      Engine engine, Keys keys, int entries, String wanted, Stopwatch stopwatch, PrintStream out) {
    this.engine = engine;
    this.keys = keys;
    this.entries = entries;
    this.wanted = wanted;
    this.stopwatch = stopwatch;
    this.out = out;
  }

  /** See the class. */
  public static void main(String[] arguments) throws IOException {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    int entries = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    Keys keys = arguments.length > 1 ? Keys.valueOf(arguments[1]) : Keys.SPREAD;
    int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 7;
    EngineOptions options = EngineOptions.defaults().withMemory(400L * entries, 64L << 20);
    try (Vfs vfs =
            arguments.length > 4
                ? DiskVfs.open(Path.of(arguments[4]), true)
                : SimVfs.memory("point-benchmark");
        Engine engine = LightningEngine.open(vfs, options, EngineServices.system())) {
      String wanted = arguments.length > 3 ? arguments[3] : "";
      new PointBenchmark(engine, keys, entries, wanted, new Stopwatch(3, rounds), out).run();
    }
  }

  private void run() {
    createStore();
    putAll(1);
    engine.checkpoint();
    out.printf(
        Locale.ROOT,
        "%d entries, %s keys, Java %s, %d processors, load %.1f%n%n",
        entries,
        keys,
        System.getProperty("java.version"),
        Runtime.getRuntime().availableProcessors(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    out.println("| measure | CPU ns median | CPU ns best | wall ns median |");
    out.println("|---|---:|---:|---:|");
    measureAll("tree");
    putAll(10);
    measureAll("tree and delta");
    out.println();
    out.println("checksum " + checksum);
  }

  private void createStore() {
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
      store = txn.createStore(StoreSpec.btree());
      txn.commit(Durability.GROUP);
    }
  }

  /** Puts every {@code step}-th entry, in the order of their numbers. */
  private void putAll(int step) {
    Slice value = new Slice(new byte[VALUE_BYTES]);
    for (int first = 0; first < entries; first += ENTRIES_PER_COMMIT * step) {
      try (Txn txn = engine.begin(Isolation.READ_COMMITTED, false);
          ReadView view = txn.view()) {
        int last = Math.min(entries, first + ENTRIES_PER_COMMIT * step);
        for (int number = first; number < last; number += step) {
          random.nextBytes(value.array());
          txn.put(view, store, keys.key(number), value);
        }
        txn.commit(Durability.NONE);
      }
    }
  }

  private void measureAll(String where) {
    measure("get, " + where, () -> get(0));
    measure("get of an absent key, " + where, () -> get(entries));
    measure("multiGet of 64 keys, per key, " + where, this::multiGet);
    measure("seek, " + where, this::seek);
    measure("scan, per entry, " + where, this::scan);
    measure("scan backward, per entry, " + where, this::scanBackward);
  }

  private void measure(String name, Stopwatch.Work work) {
    if (name.contains(wanted)) {
      out.println(stopwatch.measure(name, work));
    }
  }

  private long get(int firstNumber) {
    byte[] key = new byte[Keys.BYTES];
    Slice slice = new Slice(key);
    long sum = 0;
    try (ReadView view = engine.view()) {
      for (int i = 0; i < GETS_PER_ROUND; i++) {
        keys.write(firstNumber + random.nextInt(entries), key);
        Slice value = view.get(store, slice);
        sum += value == null ? 1 : value.get(0);
      }
    }
    checksum += sum;
    return GETS_PER_ROUND;
  }

  private long multiGet() {
    List<Slice> wanted = new ArrayList<>();
    for (int i = 0; i < KEYS_PER_LOOKUP; i++) {
      wanted.add(new Slice(new byte[Keys.BYTES]));
    }
    try (ReadView view = engine.view()) {
      for (int i = 0; i < GETS_PER_ROUND; i += KEYS_PER_LOOKUP) {
        for (Slice key : wanted) {
          keys.write(random.nextInt(entries), key.array());
        }
        view.multiGet(
            store, wanted, (index, value) -> checksum += value == null ? 1 : value.get(0));
      }
    }
    return GETS_PER_ROUND;
  }

  private long seek() {
    byte[] key = new byte[Keys.BYTES];
    Slice slice = new Slice(key);
    int seeks = GETS_PER_ROUND / 4;
    try (ReadView view = engine.view();
        Cursor cursor = view.cursor(store, ByteRange.all())) {
      for (int i = 0; i < seeks; i++) {
        keys.write(random.nextInt(entries), key);
        checksum += cursor.seek(slice) ? cursor.value().get(0) : 1;
      }
    }
    return seeks;
  }

  private long scan() {
    long count = 0;
    long sum = 0;
    try (ReadView view = engine.view();
        Cursor cursor = view.cursor(store, ByteRange.all())) {
      for (boolean stands = cursor.first(); stands; stands = cursor.next()) {
        sum += cursor.key().get(0) + cursor.value().get(0);
        count++;
      }
    }
    checksum += sum;
    return requireAll(count);
  }

  private long scanBackward() {
    long count = 0;
    try (ReadView view = engine.view();
        Cursor cursor = view.cursor(store, ByteRange.all())) {
      for (boolean stands = cursor.last(); stands; stands = cursor.prev()) {
        checksum += cursor.value().get(0);
        count++;
      }
    }
    return requireAll(count);
  }

  private long requireAll(long count) {
    if (count != entries) {
      throw new IllegalStateException("a scan saw " + count + " of " + entries + " entries");
    }
    return count;
  }
}
