package org.lightningdb.storage;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.vfs.DiskVfs;

/**
 * The process that {@link KillTest} kills. It writes without end with a few threads and prints the
 * number of each commit after it was acknowledged.
 */
final class KilledChild {
  static final long STORE = 1;
  private static final int THREADS = 3;

  private KilledChild() {}

  static EngineOptions options() {
    return EngineOptions.defaults()
        .withWal(64 << 10, 256 << 10)
        .withBlockBytes(2048)
        .withMemory(1 << 20, 64 << 10);
  }

  static Slice key(long number, int part) {
    return Slice.utf8("key-" + number + "-" + part);
  }

  /** Arguments: directory, first number, seed. */
  public static void main(String[] arguments) throws Exception {
    AtomicLong numbers = new AtomicLong(Long.parseLong(arguments[1]));
    long seed = Long.parseLong(arguments[2]);
    DiskVfs disk = DiskVfs.open(Path.of(arguments[0]), true);
    LightningEngine engine = LightningEngine.open(disk, options(), EngineServices.system());
    if (numbers.get() == 0) {
      try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
        txn.createStore(StoreSpec.btree());
        txn.commit(Durability.ALWAYS);
      }
    }
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    for (int i = 0; i < THREADS; i++) {
      Random random = new Random(seed + i);
      new Thread(() -> write(engine, numbers, random, out)).start();
    }
  }

  /** Each commit writes two keys, and deletes those of an earlier number now and then. */
  private static void write(
      LightningEngine engine, AtomicLong numbers, Random random, PrintStream out) {
    while (true) {
      long number = numbers.getAndIncrement();
      byte[] value = new byte[random.nextInt(300)];
      try (Txn txn = engine.begin(Isolation.READ_COMMITTED, false);
          ReadView view = txn.view()) {
        txn.put(view, STORE, key(number, 0), new Slice(value));
        txn.put(view, STORE, key(number, 1), new Slice(value));
        txn.commit(List.of(Durability.values()).get(random.nextInt(4)));
      }
      synchronized (out) {
        out.println(number);
      }
    }
  }
}
