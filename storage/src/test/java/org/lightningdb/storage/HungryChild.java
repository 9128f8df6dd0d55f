package org.lightningdb.storage;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.spec.TransactionOptions;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.vfs.DiskVfs;

/** The process that {@link MemoryShortageTest} gives too little memory. */
final class HungryChild {
  private static final long STORE = 1;
  private static final int ROUNDS = 20;

  private HungryChild() {}

  /** Argument: directory. The exit status is 0 if all went as it should. */
  public static void main(String[] arguments) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    EngineOptions options =
        EngineOptions.defaults()
            .withMemory(2 << 20, 2 << 20)
            .withWal(1 << 20, 4 << 20)
            .with(new TransactionOptions(1000, Long.MAX_VALUE));
    int shortages = 0;
    try (DiskVfs disk = DiskVfs.open(Path.of(arguments[0]), true)) {
      try (LightningEngine engine = LightningEngine.open(disk, options, EngineServices.system())) {
        try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
          txn.createStore(StoreSpec.btree());
          txn.commit(Durability.GROUP);
        }
        for (int round = 0; round < ROUNDS; round++) {
          put(engine, "small" + round, 100);
          shortages += eatAll(engine, new Random(round)) ? 1 : 0;
        }
        put(engine, "last", 100);
        verify(engine);
      }
      try (LightningEngine again = LightningEngine.open(disk, options, EngineServices.system())) {
        verify(again);
      }
    }
    out.println("went on after " + shortages + " shortages");
    System.exit(shortages == ROUNDS ? 0 : 1);
  }

  private static void put(LightningEngine engine, String key, int length) {
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
        ReadView view = txn.view()) {
      txn.put(view, STORE, Slice.utf8(key), new Slice(new byte[length]));
      txn.commit(Durability.GROUP);
    }
  }

  /** Writes until there is no memory left; returns whether that happened. */
  private static boolean eatAll(LightningEngine engine, Random random) {
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
        ReadView view = txn.view()) {
      Slice value = new Slice(new byte[100_000 + random.nextInt(1_000_000)]);
      for (int i = 0; i < 10_000; i++) {
        txn.put(view, STORE, Slice.utf8("large" + i), value);
      }
      return false;
    } catch (OutOfMemoryError e) {
      return true;
    }
  }

  private static void verify(LightningEngine engine) {
    try (ReadView view = engine.view()) {
      for (int round = 0; round < ROUNDS; round++) {
        if (view.get(STORE, Slice.utf8("small" + round)) == null) {
          throw new IllegalStateException("lost a commit of round " + round);
        }
      }
      if (view.get(STORE, Slice.utf8("last")) == null
          || view.get(STORE, Slice.utf8("large0")) != null) {
        throw new IllegalStateException("lost the last commit or kept a failed one");
      }
    }
    CheckReport report = engine.check();
    if (!report.problems().isEmpty()) {
      throw new IllegalStateException(report.toString());
    }
  }
}
