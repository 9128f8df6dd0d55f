package org.lightningdb.storage.salvage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
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
import org.lightningdb.storage.vfs.SimVfs;
import org.lightningdb.storage.vfs.Vfs;
import org.lightningdb.storage.vfs.VfsFile;

/** A small database with all that can be damaged, and what is known to be in it. */
final class DamagedDatabase {
  static final EngineOptions OPTIONS =
      EngineOptions.defaults()
          .withWal(4096, 1 << 20)
          .withBlockBytes(512)
          .withMemory(1 << 20, 1 << 20);

  final SimVfs disk;

  /** Content at the end, by store. */
  final Map<Long, Map<String, String>> content = new TreeMap<>();

  /** Every {@code store/key=value} that was ever committed. */
  final Set<String> everWritten = new HashSet<>();

  private final Random random = new Random(5);

  DamagedDatabase(boolean closed) {
    SimVfs victim = SimVfs.tracked(3);
    LightningEngine engine = LightningEngine.open(victim, OPTIONS, EngineServices.system());
    for (int i = 0; i < 2; i++) {
      try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
        StoreSpec spec = i == 0 ? StoreSpec.btree().withHistoryMillis(60_000) : StoreSpec.lsm();
        content.put(txn.createStore(spec), new TreeMap<>());
        txn.commit(Durability.GROUP);
      }
    }
    for (int round = 0; round < 60; round++) {
      commit(engine, round);
      if (round % 20 == 19) {
        engine.checkpoint();
        commit(engine, round);
      }
    }
    if (closed) {
      engine.close();
    }
    disk = victim.killProcess();
  }

  private void commit(LightningEngine engine, int round) {
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
        ReadView view = txn.view()) {
      for (int i = 0; i < 5; i++) {
        long store = 1L + random.nextInt(2);
        String key = "key" + random.nextInt(200);
        if (random.nextInt(5) == 0) {
          txn.delete(view, store, Slice.utf8(key));
          content.getOrDefault(store, new TreeMap<>()).remove(key);
        } else {
          String value = "round " + round + "x".repeat(random.nextInt(60));
          txn.put(view, store, Slice.utf8(key), Slice.utf8(value));
          content.computeIfAbsent(store, unused -> new TreeMap<>()).put(key, value);
          everWritten.add(store + "/" + key + "=" + value);
        }
      }
      txn.commit(Durability.GROUP);
    }
  }

  /** A copy to damage. */
  SimVfs copy() {
    return disk.killProcess();
  }

  static byte[] content(Vfs disk, String name) throws IOException {
    try (VfsFile file = disk.open(name)) {
      byte[] content = new byte[(int) file.size()];
      if (file.read(0, content, 0, content.length) < content.length) {
        throw new IOException(name + " is shorter than it says");
      }
      return content;
    }
  }

  /** What the stores of the database in {@code disk} hold; it must be sound. */
  static Map<Long, Map<String, String>> read(Vfs disk, Set<Long> stores) {
    Map<Long, Map<String, String>> found = new TreeMap<>();
    try (LightningEngine engine =
            LightningEngine.open(
                disk, OPTIONS.withCreateIfMissing(false), EngineServices.system());
        ReadView view = engine.view()) {
      for (long store : stores) {
        found.put(store, read(view, store));
      }
      if (!engine.check().problems().isEmpty()) {
        throw new AssertionError(engine.check().toString());
      }
    }
    return found;
  }

  private static Map<String, String> read(ReadView view, long store) {
    TreeMap<String, String> rows = new TreeMap<>();
    try (Cursor cursor = view.cursor(store, ByteRange.all())) {
      for (boolean stands = cursor.first(); stands; stands = cursor.next()) {
        rows.put(text(cursor.key()), text(cursor.value()));
      }
    }
    return rows;
  }

  private static String text(Slice slice) {
    return new String(slice.toByteArray(), StandardCharsets.UTF_8);
  }
}
