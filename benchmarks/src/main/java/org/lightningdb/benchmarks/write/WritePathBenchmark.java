package org.lightningdb.benchmarks.write;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.lightningdb.storage.EngineServices;
import org.lightningdb.storage.LightningEngine;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.vfs.DiskVfs;

/**
 * Puts of 16-byte keys and 100-byte values without waiting for the device: one put for each
 * transaction, and a thousand. Prints wall time and the processor time of the writing thread and of
 * the whole process for each put, the median of the rounds.
 *
 * <p>Arguments: a directory that is used and emptied, operations per round, rounds.
 */
public final class WritePathBenchmark {
  private static final int KEY_BYTES = 16;
  private static final int VALUE_BYTES = 100;

  private final LightningEngine engine;
  private final long storeId;
  private final PrintWriter out;
  private final SplittableRandom random = new SplittableRandom(42);
  private final byte[] keyBytes = new byte[KEY_BYTES];
  private final ByteBuffer keyBuffer = ByteBuffer.wrap(keyBytes);
  private final Slice key = new Slice(keyBytes);
  private final byte[] valueBytes = new byte[VALUE_BYTES];
  private final Slice value = new Slice(valueBytes);

  private WritePathBenchmark(LightningEngine engine, PrintWriter out) {
    this.engine = engine;
    this.out = out;
    random.nextBytes(valueBytes);
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
      storeId = txn.createStore(StoreSpec.btree());
      txn.commit(Durability.GROUP);
    }
  }

  /** See the class. */
  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments.length > 0 ? arguments[0] : "write-path-benchmark");
    int operations = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 300_000;
    int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
    PrintWriter out =
        new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    delete(directory);
    Files.createDirectories(directory);
    EngineOptions options = EngineOptions.defaults();
    try (DiskVfs vfs = DiskVfs.open(directory, true);
        LightningEngine engine = LightningEngine.open(vfs, options, EngineServices.system())) {
      WritePathBenchmark benchmark = new WritePathBenchmark(engine, out);
      for (Isolation isolation : new Isolation[] {Isolation.READ_COMMITTED, Isolation.SNAPSHOT}) {
        benchmark.run(isolation, 1, operations, rounds);
        benchmark.run(isolation, 1000, operations, rounds);
      }
    } finally {
      delete(directory);
    }
  }

  private static void delete(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private void run(Isolation isolation, int batch, int operations, int rounds) {
    long[] wall = new long[rounds];
    long[] thread = new long[rounds];
    long[] process = new long[rounds];
    for (int round = -1; round < rounds; round++) {
      engine.checkpoint();
      long wallStart = System.nanoTime();
      long threadStart = threadNanos();
      long processStart = processNanos();
      for (int done = 0; done < operations; done += batch) {
        write(isolation, batch);
      }
      if (round >= 0) {
        wall[round] = (System.nanoTime() - wallStart) / operations;
        thread[round] = (threadNanos() - threadStart) / operations;
        process[round] = (processNanos() - processStart) / operations;
      }
    }
    out.printf(
        Locale.ROOT,
        "%-14s batch %4d: wall %6d ns, thread CPU %6d ns, process CPU %6d ns per put%n",
        isolation,
        batch,
        median(wall),
        median(thread),
        median(process));
  }

  private void write(Isolation isolation, int batch) {
    try (Txn txn = engine.begin(isolation, false);
        ReadView view = txn.view()) {
      for (int i = 0; i < batch; i++) {
        keyBuffer.putLong(0, random.nextLong()).putLong(8, random.nextLong());
        txn.put(view, storeId, key, value);
      }
      txn.commit(Durability.NONE);
    }
  }

  private static long median(long[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  private static long threadNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static long processNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
