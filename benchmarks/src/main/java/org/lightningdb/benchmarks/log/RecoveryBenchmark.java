package org.lightningdb.benchmarks.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
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
import org.lightningdb.storage.spec.MemoryOptions;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.vfs.DiskVfs;

/**
 * How long an engine takes to open after a kill with a full log. A child process fills the log with
 * commits of one small row each and is halted; further children, each a fresh virtual machine, open
 * a copy of what it left.
 *
 * <p>Arguments, all optional: a directory, bytes of each value, openings.
 */
public final class RecoveryBenchmark {
  private static final int KEY_BYTES = 16;
  private static final double FILL = 0.98;

  private RecoveryBenchmark() {}

  /** The program; the children call it with {@code fill} or {@code open} before the rest. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    if (arguments.length == 3 && arguments[0].equals("fill")) {
      fill(Path.of(arguments[1]), Integer.parseInt(arguments[2]));
      return;
    }
    if (arguments.length == 3 && arguments[0].equals("open")) {
      open(Path.of(arguments[1]), out);
      return;
    }
    Path parent = Path.of(arguments.length > 0 ? arguments[0] : "target");
    String valueBytes = arguments.length > 1 ? arguments[1] : "100";
    int openings = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
    Path directory = Files.createTempDirectory(Files.createDirectories(parent), "recovery");
    try {
      out.println(Machine.describe());
      Path left = directory.resolve("left");
      child("fill", left, valueBytes);
      for (int i = 0; i < openings; i++) {
        Path copy = directory.resolve("copy-" + i);
        copy(left, copy);
        child("open", copy, valueBytes);
      }
    } finally {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static void child(String what, Path directory, String valueBytes)
      throws IOException, InterruptedException {
    new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            RecoveryBenchmark.class.getName(),
            what,
            directory.toString(),
            valueBytes)
        .inheritIO()
        .start()
        .waitFor();
  }

  private static void copy(Path source, Path target) throws IOException {
    Files.createDirectory(target);
    try (Stream<Path> files = Files.list(source)) {
      for (Path file : files.toList()) {
        Files.copy(file, target.resolve(source.relativize(file)));
      }
    }
  }

  /** The memory would start a checkpoint long before the log is full; so it is made large. */
  private static void fill(Path directory, int valueBytes) throws IOException {
    EngineOptions options = EngineOptions.defaults().with(new MemoryOptions(16L << 20, 1L << 30));
    DiskVfs vfs = DiskVfs.open(directory, true);
    LightningEngine engine = LightningEngine.open(vfs, options, EngineServices.system());
    long store;
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
      store = txn.createStore(StoreSpec.btree());
      txn.commit(Durability.ALWAYS);
    }
    SplittableRandom random = new SplittableRandom(1);
    byte[] key = new byte[KEY_BYTES];
    byte[] value = new byte[valueBytes];
    while (engine.statistics().walBytesLive() < FILL * options.log().bytesMax()) {
      ByteBuffer.wrap(key).putLong(random.nextLong()).putLong(random.nextLong());
      random.nextBytes(value);
      try (Txn txn = engine.begin(Isolation.READ_COMMITTED, false);
          ReadView view = txn.view()) {
        txn.put(view, store, new Slice(key), new Slice(value));
        txn.commit(Durability.NONE);
      }
    }
    Runtime.getRuntime().halt(0);
  }

  private static void open(Path directory, PrintStream out) throws IOException {
    EngineOptions options = EngineOptions.defaults().with(new MemoryOptions(16L << 20, 1L << 30));
    long start = System.nanoTime();
    long cpu = Machine.processCpuNanos();
    DiskVfs vfs = DiskVfs.open(directory, false);
    LightningEngine engine = LightningEngine.open(vfs, options, EngineServices.system());
    out.printf(
        Locale.ROOT,
        "opened in %.3f s, %.3f s of processor time: log %.1f MB, %d commits%n",
        (System.nanoTime() - start) / 1e9,
        (Machine.processCpuNanos() - cpu) / 1e9,
        engine.statistics().walBytesLive() / 1e6,
        engine.statistics().visibleTimestamp());
    Runtime.getRuntime().halt(0);
  }
}
