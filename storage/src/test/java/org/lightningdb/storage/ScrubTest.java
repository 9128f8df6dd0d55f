package org.lightningdb.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.maintenance.TaskReport;
import org.lightningdb.storage.scrub.ScrubReport;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.spec.MaintenanceOptions;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.vfs.SimVfs;
import org.lightningdb.storage.vfs.VfsFile;

/** Rot on the disk is found by reading it, whatever the cache says. */
class ScrubTest {
  private static final EngineOptions OPTIONS =
      EngineOptions.defaults().withBlockBytes(512).with(new MaintenanceOptions(0, 1));

  private static final Logger LOGGER = Logger.getLogger("org.lightningdb.storage");
  private static @Nullable Level level;

  private final SimVfs disk = SimVfs.tracked(1);

  @BeforeAll
  static void silence() {
    level = LOGGER.getLevel();
    LOGGER.setLevel(Level.OFF);
  }

  @AfterAll
  static void speak() {
    LOGGER.setLevel(level);
  }

  private static void fill(LightningEngine engine) {
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
      long store = txn.createStore(StoreSpec.btree());
      try (ReadView view = txn.view()) {
        for (int i = 0; i < 2000; i++) {
          txn.put(view, store, Slice.utf8("key" + i), Slice.utf8("value" + i));
        }
      }
      txn.commit(Durability.GROUP);
    }
    engine.checkpoint();
  }

  private void rot() throws IOException {
    String name =
        disk.list().stream().filter(file -> file.startsWith("DATA-")).findFirst().orElseThrow();
    long size;
    try (VfsFile file = disk.open(name)) {
      size = file.size();
    }
    disk.flipBit(name, size / 2 / 4096 * 4096 + 100, 3);
  }

  @Test
  void aPassReadsEveryBlockAndNamesTheDamagedOne() throws IOException {
    try (LightningEngine engine = LightningEngine.open(disk, OPTIONS, EngineServices.system())) {
      fill(engine);
      ScrubReport before = engine.scrub(0);
      assertEquals(engine.check().blocks(), before.blocks());
      assertTrue(before.complete() && before.problems().isEmpty(), before::toString);
      rot();
      ScrubReport after = engine.scrub(0);
      assertEquals(1, after.problems().size(), after::toString);
      assertTrue(after.problems().get(0).contains("DATA-"), after::toString);
      assertTrue(after.blocks() > before.blocks() / 2, after::toString);
    }
  }

  @Test
  void damageOfLogManifestAndSuperblockIsFound() throws IOException {
    for (String prefix : new String[] {"WAL-", "MANIFEST-", "SUPER"}) {
      SimVfs own = SimVfs.tracked(2);
      LightningEngine engine = LightningEngine.open(own, OPTIONS, EngineServices.system());
      fill(engine);
      try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
          ReadView view = txn.view()) {
        txn.put(view, 1, Slice.utf8("in the log"), Slice.utf8("x".repeat(3000)));
        txn.commit(Durability.GROUP);
      }
      assertTrue(engine.scrub(0).problems().isEmpty(), () -> engine.scrub(0).toString());
      assertTrue(engine.check().problems().isEmpty(), () -> engine.check().toString());
      String name =
          own.list().stream().filter(file -> file.startsWith(prefix)).findFirst().orElseThrow();
      long at = prefix.equals("WAL-") ? lastByteWritten(own, name) - 1 : 100;
      own.flipBit(name, at, 3);
      assertEquals(1, engine.scrub(0).problems().size(), prefix);
      assertEquals(1, engine.check().problems().size(), prefix);
      engine.close();
    }
  }

  private static long lastByteWritten(SimVfs disk, String name) throws IOException {
    try (VfsFile file = disk.open(name)) {
      byte[] content = new byte[(int) file.size()];
      int length = file.read(0, content, 0, content.length);
      while (content[length - 1] == 0) {
        length--;
      }
      return length;
    }
  }

  @Test
  void theBackgroundFindsItAndGoesOn() throws IOException {
    EngineOptions scrubbing = OPTIONS.with(new MaintenanceOptions(1L << 30, 1));
    try (LightningEngine engine = LightningEngine.open(disk, scrubbing, EngineServices.system())) {
      fill(engine);
      rot();
      ScrubReport report = engine.lastScrub();
      while (report == null || report.problems().isEmpty()) {
        Thread.onSpinWait();
        report = engine.lastScrub();
      }
      assertEquals(1, report.problems().size());
      TaskReport task =
          engine.backgroundTasks().stream()
              .filter(candidate -> candidate.name().equals("scrub"))
              .findFirst()
              .orElse(null);
      assertNotNull(task);
      assertTrue(task.runs() > 0, task::toString);
    }
  }
}
