package org.lightningdb.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.spec.MemoryOptions;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.vfs.SimVfs;

/**
 * Whatever read the disk refuses: what asked for it fails, the engine goes on and loses nothing.
 */
class ReadFaultTest {
  /** Nothing is read ahead either: such reads may fail without anybody's noticing. */
  private static final EngineOptions NO_CACHE =
      EngineOptions.defaults()
          .withBlockBytes(512)
          .with(new MemoryOptions(1, 8 << 20).withReadAhead(0));

  private static final Logger LOGGER = Logger.getLogger("org.lightningdb.storage");
  private static @Nullable Level level;

  private final SimVfs disk = SimVfs.tracked(3);
  private final TreeMap<String, String> committed = new TreeMap<>();
  private final Random random = new Random(3);
  private LightningEngine engine = open();
  private long store;

  @BeforeAll
  static void silence() {
    level = LOGGER.getLevel();
    LOGGER.setLevel(Level.OFF);
  }

  @AfterAll
  static void speak() {
    LOGGER.setLevel(level);
  }

  private LightningEngine open() {
    return LightningEngine.open(disk, NO_CACHE, EngineServices.system());
  }

  @BeforeEach
  void fill() {
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
      store = txn.createStore(StoreSpec.btree());
      txn.commit(Durability.GROUP);
    }
    for (int i = 0; i < 20; i++) {
      putSome();
    }
    engine.checkpoint();
  }

  @AfterEach
  void verifyReopened() {
    engine.close();
    engine = open();
    assertContent();
    engine.close();
  }

  private void putSome() {
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
        ReadView view = txn.view()) {
      for (int i = 0; i < 10; i++) {
        String key = "key-" + random.nextInt(400);
        String value = "v".repeat(20 + random.nextInt(60));
        txn.put(view, store, Slice.utf8(key), Slice.utf8(value));
        committed.put(key, value);
      }
      txn.commit(Durability.GROUP);
    }
  }

  private void assertContent() {
    try (ReadView view = engine.view()) {
      assertEquals(committed, EngineTest.content(view, store));
    }
    CheckReport report = engine.check();
    assertTrue(report.problems().isEmpty(), report::toString);
  }

  /** Runs {@code action} with its n-th read failing, for every n, until it needs fewer reads. */
  private int withEveryReadFailing(Runnable before, Runnable action) {
    for (int read = 1; ; read++) {
      before.run();
      disk.faults().failReadingCall(disk.faults().readingCalls() + read);
      try {
        action.run();
        disk.faults().failReadingCall(Long.MAX_VALUE);
        return read - 1;
      } catch (StorageException e) {
        assertSame(Kind.READ_FAILED, e.kind(), "read " + read + ": " + e);
        assertTrue(String.valueOf(e.getMessage()).contains("DATA-"), e.toString());
      }
    }
  }

  @Test
  void aScanFailsAndTheNextOneSeesEverything() {
    int reads =
        withEveryReadFailing(
            () -> {},
            () -> {
              try (ReadView view = engine.view()) {
                assertEquals(committed, EngineTest.content(view, store));
              }
            });
    assertTrue(reads > 20, "reads: " + reads);
    putSome();
    assertContent();
  }

  @Test
  void aPointReadFailsAndTheSameViewAnswersLater() {
    try (ReadView view = engine.view()) {
      for (String key : committed.keySet()) {
        int reads =
            withEveryReadFailing(
                () -> {},
                () -> {
                  Slice found = view.get(store, Slice.utf8(key));
                  assertEquals(committed.get(key), found == null ? null : EngineTest.text(found));
                });
        assertTrue(reads >= 1, "reads: " + reads);
      }
    }
  }

  @Test
  void aCheckpointIsAbandonedAndTheNextOneSucceeds() {
    int reads =
        withEveryReadFailing(
            this::putSome,
            () -> {
              long completed = engine.statistics().checkpoints();
              engine.checkpoint();
              assertTrue(engine.statistics().checkpoints() > completed);
            });
    assertTrue(reads > 5, "reads: " + reads);
    assertContent();
  }

  @Test
  void closingWithoutACheckpointLosesNothing() {
    putSome();
    disk.faults().failReadingCall(disk.faults().readingCalls() + 1);
    engine.close();
    engine = open();
    assertContent();
  }
}
