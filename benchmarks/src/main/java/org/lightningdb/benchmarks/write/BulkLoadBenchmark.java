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
 * One transaction far larger than its memory: 16-byte keys, sorted or random, with incompressible
 * values of 1 KiB, up to the durable commit, and the checkpoint after it.
 *
 * <p>Arguments: a directory that is used and emptied, mebibytes of values.
 */
public final class BulkLoadBenchmark {
  private static final int VALUE_BYTES = 1024;

  private BulkLoadBenchmark() {}

  /** See the class. */
  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments.length > 0 ? arguments[0] : "bulk-load-benchmark");
    int mebibytes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 512;
    PrintWriter out =
        new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    for (boolean sorted : new boolean[] {true, true, false}) {
      delete(directory);
      Files.createDirectories(directory);
      try (DiskVfs vfs = DiskVfs.open(directory, true);
          LightningEngine engine =
              LightningEngine.open(vfs, EngineOptions.defaults(), EngineServices.system())) {
        load(engine, sorted, mebibytes, out);
      }
    }
    delete(directory);
  }

  private static void load(LightningEngine engine, boolean sorted, int mebibytes, PrintWriter out) {
    SplittableRandom random = new SplittableRandom(42);
    long count = mebibytes * ((1L << 20) / VALUE_BYTES);
    byte[] keyBytes = new byte[16];
    byte[] valueBytes = new byte[VALUE_BYTES];
    ByteBuffer keyBuffer = ByteBuffer.wrap(keyBytes);
    Slice key = new Slice(keyBytes);
    Slice value = new Slice(valueBytes);
    long wallStart = System.nanoTime();
    long threadStart = threadNanos();
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
        ReadView view = txn.view()) {
      long storeId = txn.createStore(StoreSpec.btree());
      for (long i = 0; i < count; i++) {
        random.nextBytes(valueBytes);
        keyBuffer.putLong(0, sorted ? i : random.nextLong()).putLong(8, i);
        txn.put(view, storeId, key, value);
      }
      txn.commit(Durability.GROUP);
    }
    double seconds = (System.nanoTime() - wallStart) / 1e9;
    double cpu = (threadNanos() - threadStart) / 1e9;
    long checkpointStart = System.nanoTime();
    engine.checkpoint();
    double checkpoint = (System.nanoTime() - checkpointStart) / 1e9;
    out.printf(
        Locale.ROOT,
        "%s, %d MiB of values: %.0f MiB/s to the durable commit, CPU %.2f s, checkpoint %.1f s%n",
        sorted ? "sorted" : "random",
        mebibytes,
        mebibytes / seconds,
        cpu,
        checkpoint);
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

  private static long threadNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
