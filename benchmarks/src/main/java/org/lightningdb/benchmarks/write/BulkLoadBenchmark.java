package org.lightningdb.benchmarks.write;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.lightningdb.storage.EngineServices;
import org.lightningdb.storage.LightningEngine;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.txn.BulkLoader;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.vfs.DiskVfs;

/**
 * One transaction far larger than its memory, up to the durable commit, and the checkpoint after
 * it: 16-byte keys with values of 1 KiB, all random or half of them, through the bulk loader, put
 * in order, and put in random order. Beside them, what the device makes of a sequential write of as
 * many bytes as the values, with a force at the end.
 *
 * <p>Arguments: a directory that is used and emptied, mebibytes of values, rounds.
 */
public final class BulkLoadBenchmark {
  private static final int VALUE_BYTES = 1024;

  private enum Way {
    LOADED,
    SORTED,
    RANDOM
  }

  private final Path directory;
  private final int mebibytes;
  private final PrintWriter out;

  private BulkLoadBenchmark(Path directory, int mebibytes, PrintWriter out) {
    this.directory = directory;
    this.mebibytes = mebibytes;
    this.out = out;
  }

  /** See the class. */
  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments.length > 0 ? arguments[0] : "bulk-load-benchmark");
    int mebibytes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 512;
    int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 2;
    PrintWriter out =
        new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    BulkLoadBenchmark benchmark = new BulkLoadBenchmark(directory, mebibytes, out);
    for (int round = 0; round < rounds; round++) {
      benchmark.device();
      for (Way way : Way.values()) {
        benchmark.load(way, VALUE_BYTES);
        benchmark.load(way, VALUE_BYTES / 2);
      }
    }
    delete(directory);
  }

  private void device() throws IOException {
    delete(directory);
    Files.createDirectories(directory);
    ByteBuffer chunk = ByteBuffer.allocateDirect(1 << 20);
    long start = System.nanoTime();
    try (FileChannel channel =
        FileChannel.open(
            directory.resolve("DEVICE"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (int i = 0; i < mebibytes; i++) {
        channel.write(chunk.clear().putLong(0, i), (long) i << 20);
      }
      channel.force(true);
    }
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    out.printf(
        Locale.ROOT,
        "device: %.0f MB/s of sequential writes and one force (machine load %.1f)%n",
        megabytesPerSecond(System.nanoTime() - start),
        load);
  }

  private double megabytesPerSecond(long nanos) {
    return ((long) mebibytes << 20) / 1e6 / (nanos / 1e9);
  }

  private void load(Way way, int randomBytes) throws IOException {
    delete(directory);
    Files.createDirectories(directory);
    try (DiskVfs vfs = DiskVfs.open(directory, true);
        LightningEngine engine =
            LightningEngine.open(vfs, EngineOptions.defaults(), EngineServices.system())) {
      long store;
      try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
        store = txn.createStore(StoreSpec.btree());
        txn.commit(Durability.GROUP);
      }
      long processStart = processNanos();
      long threadStart = threadNanos();
      long start = System.nanoTime();
      try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
        fill(txn, store, way, randomBytes);
        txn.commit(Durability.GROUP);
      }
      long committed = System.nanoTime();
      double thread = (threadNanos() - threadStart) / 1e9;
      engine.checkpoint();
      long end = System.nanoTime();
      out.printf(
          Locale.ROOT,
          "%s, %d of %d bytes random: %.0f MB/s to the durable commit, %.0f MB/s with the"
              + " checkpoint; CPU %.2f s of the loading thread, %.2f s of all; data file %d MiB%n",
          way.name().toLowerCase(Locale.ROOT),
          randomBytes,
          VALUE_BYTES,
          megabytesPerSecond(committed - start),
          megabytesPerSecond(end - start),
          thread,
          (processNanos() - processStart) / 1e9,
          engine.statistics().dataBytes() >> 20);
    }
  }

  private void fill(Txn txn, long store, Way way, int randomBytes) {
    SplittableRandom random = new SplittableRandom(42);
    long count = mebibytes * ((1L << 20) / VALUE_BYTES);
    byte[] keyBytes = new byte[16];
    byte[] noise = new byte[randomBytes];
    byte[] valueBytes = new byte[VALUE_BYTES];
    ByteBuffer keyBuffer = ByteBuffer.wrap(keyBytes);
    Slice key = new Slice(keyBytes);
    Slice value = new Slice(valueBytes);
    try (ReadView view = txn.view();
        BulkLoader loader = way == Way.LOADED ? txn.bulkLoad(view, store, ByteRange.all()) : null) {
      for (long i = 0; i < count; i++) {
        random.nextBytes(noise);
        System.arraycopy(noise, 0, valueBytes, 0, randomBytes);
        keyBuffer.putLong(0, way == Way.RANDOM ? random.nextLong() : i).putLong(8, i);
        if (loader != null) {
          loader.append(key, value);
        } else {
          txn.put(view, store, key, value);
        }
      }
      if (loader != null) {
        loader.finish();
      }
    }
  }

  private static long processNanos() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : 0;
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
