package org.lightningdb.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.vfs.SimVfs;
import org.lightningdb.storage.vfs.VfsFile;

/**
 * One flipped bit anywhere in the files of a whole database is either noticed, as damage that names
 * its place, or changes nothing: reading never returns something else than what was written.
 */
class BitRotTest {
  private static final Set<Kind> DAMAGE = EnumSet.of(Kind.CORRUPT, Kind.FOREIGN_FORMAT);
  private static final EngineOptions OPTIONS =
      EngineOptions.defaults()
          .withWal(2048, 1 << 20)
          .withBlockBytes(512)
          .withMemory(1 << 20, 1 << 20);

  /** Of places with a zero, one in this many is tried. */
  private static final int ZEROS_EVERY = 8;

  /** What each commit left, the empty database first. */
  private final List<Map<String, String>> history = new ArrayList<>(List.of(Map.of()));

  private static LightningEngine open(SimVfs disk) {
    return LightningEngine.open(disk, OPTIONS, EngineServices.system());
  }

  private SimVfs database(boolean closed) {
    SimVfs disk = SimVfs.tracked(3);
    LightningEngine engine = open(disk);
    long store;
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
      store = txn.createStore(StoreSpec.btree());
      txn.commit(Durability.GROUP);
    }
    history.add(Map.of());
    for (int i = 0; i < 24; i++) {
      try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
          ReadView view = txn.view()) {
        for (int key = 0; key < 3; key++) {
          String value = "value of round " + i + "x".repeat(i * 3);
          txn.put(view, store, Slice.utf8("key" + (i * 3 + key) % 40), Slice.utf8(value));
        }
        txn.commit(Durability.GROUP);
      }
      if (i == 12) {
        engine.checkpoint();
      }
      try (ReadView view = engine.view()) {
        history.add(EngineTest.content(view, store));
      }
    }
    if (closed) {
      engine.close();
    }
    SimVfs result = disk.killProcess();
    CrashWorkload.closeQuietly(engine);
    return result;
  }

  @Test
  void aFlippedBitInAClosedDatabaseIsNoticedOrHarmless(TestReporter reporter) throws IOException {
    SimVfs disk = database(true);
    reporter.publishEntry("closed", flipEverywhere(disk, history.subList(25, 26)));
  }

  /** Damage to the end of the log cannot be told from commits that never got there. */
  @Test
  void aFlippedBitInAKilledDatabaseIsNoticedOrCutsTheEnd(TestReporter reporter) throws IOException {
    SimVfs disk = database(false);
    assertEquals(26, history.size());
    reporter.publishEntry("killed", flipEverywhere(disk, history));
  }

  private static String flipEverywhere(SimVfs disk, List<Map<String, String>> acceptable)
      throws IOException {
    Random random = new Random(9);
    int noticed = 0;
    int harmless = 0;
    for (String name : disk.list()) {
      byte[] content = content(disk, name);
      for (int position = 0; position < content.length; position += 1 + random.nextInt(60)) {
        if (content[position] == 0 && random.nextInt(ZEROS_EVERY) > 0) {
          continue; // Most of a small database is room for later.
        }
        SimVfs victim = disk.killProcess();
        victim.flipBit(name, position, random.nextInt(8));
        if (isNoticed(victim, name + " at " + position, acceptable)) {
          noticed++;
        } else {
          harmless++;
        }
      }
    }
    assertTrue(noticed > 100, "only " + noticed + " flips were noticed");
    return noticed + " noticed, " + harmless + " harmless";
  }

  private static byte[] content(SimVfs disk, String name) throws IOException {
    SimVfs copy = disk.killProcess();
    try (VfsFile file = copy.open(name)) {
      byte[] content = new byte[(int) file.size()];
      assertEquals(content.length, file.read(0, content, 0, content.length));
      return content;
    }
  }

  private static boolean isNoticed(
      SimVfs victim, String where, List<Map<String, String>> acceptable) {
    LightningEngine engine = null;
    try {
      engine = open(victim);
      Map<String, String> found = Map.of();
      try (ReadView view = engine.view()) {
        found = EngineTest.content(view, 1);
      } catch (StorageException e) {
        if (e.kind() != Kind.INVALID_REQUEST || !acceptable.get(0).isEmpty()) {
          throw e;
        }
      }
      assertTrue(acceptable.contains(found), () -> where + " changed what is read");
      return !engine.check().problems().isEmpty();
    } catch (StorageException e) {
      assertTrue(DAMAGE.contains(e.kind()), () -> where + ": " + e);
      return true;
    } finally {
      CrashWorkload.closeQuietly(engine);
    }
  }
}
