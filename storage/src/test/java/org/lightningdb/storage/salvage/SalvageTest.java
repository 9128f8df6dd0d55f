package org.lightningdb.storage.salvage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.lightningdb.storage.EngineServices;
import org.lightningdb.storage.LightningEngine;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.vfs.SimVfs;
import org.lightningdb.storage.vfs.Vfs;
import org.lightningdb.storage.vfs.VfsFile;

/** Damage in every kind of file: what is saved was there once, and what is lost is said. */
class SalvageTest {
  /** Of places with a zero, one in this many is damaged. */
  private static final int ZEROS_EVERY = 8;

  private final DamagedDatabase closed = new DamagedDatabase(true);
  private final DamagedDatabase killed = new DamagedDatabase(false);

  private static SalvageReport salvage(Vfs source, Vfs target) throws IOException {
    return Salvage.run(source, target, DamagedDatabase.OPTIONS, EngineServices.system());
  }

  private static String file(Vfs disk, String prefix) throws IOException {
    return disk.list().stream().filter(name -> name.startsWith(prefix)).findFirst().orElseThrow();
  }

  @Test
  void aSoundDatabaseIsSavedWhole() throws IOException {
    for (DamagedDatabase database : List.of(closed, killed)) {
      SimVfs target = SimVfs.memory("target");
      SalvageReport report = salvage(database.copy(), target);
      assertTrue(report.complete(), report::toString);
      assertEquals(0, report.uncertainRows());
      assertEquals(database.content, DamagedDatabase.read(target, database.content.keySet()));
    }
  }

  @Test
  void withoutSuperblockTheManifestIsFound() throws IOException {
    for (DamagedDatabase database : List.of(closed, killed)) {
      SimVfs source = database.copy();
      source.delete("SUPER");
      SimVfs target = SimVfs.memory("target");
      SalvageReport report = salvage(source, target);
      assertFalse(report.complete());
      assertEquals(database.content, DamagedDatabase.read(target, database.content.keySet()));
    }
  }

  @Test
  void withoutManifestTheBlocksAreFound() throws IOException {
    SimVfs source = closed.copy();
    source.delete(file(source, "MANIFEST"));
    SimVfs target = SimVfs.memory("target");
    SalvageReport report = salvage(source, target);
    assertFalse(report.complete());
    assertTrue(report.uncertainRows() > 0, report::toString);
    verifyNothingInvented(closed, target, "no manifest");
  }

  @Test
  void withoutLogTheTreesAreSaved() throws IOException {
    SimVfs source = killed.copy();
    for (String name : source.list()) {
      if (name.startsWith("WAL-")) {
        source.delete(name);
      }
    }
    SimVfs target = SimVfs.memory("target");
    SalvageReport report = salvage(source, target);
    assertFalse(report.complete());
    verifyNothingInvented(killed, target, "no log");
    assertTrue(report.rowsByStore().values().stream().allMatch(rows -> rows > 10));
  }

  @Test
  void withoutDataFileTheLogIsSaved() throws IOException {
    SimVfs source = killed.copy();
    source.delete(file(source, "DATA-"));
    SimVfs target = SimVfs.memory("target");
    SalvageReport report = salvage(source, target);
    assertFalse(report.complete());
    assertTrue(report.logRecords() > 0, report::toString);
    verifyNothingInvented(killed, target, "no data");
  }

  @Test
  void aDataFileCutOffIsSavedUpToThere() throws IOException {
    SimVfs source = closed.copy();
    String name = file(source, "DATA-");
    try (VfsFile file = source.open(name)) {
      file.truncate(file.size() / 2 + 100);
    }
    SimVfs target = SimVfs.memory("target");
    SalvageReport report = salvage(source, target);
    assertFalse(report.lostRanges().isEmpty(), report::toString);
    verifyNothingInvented(closed, target, "cut off");
    verifyOutsideLostRanges(closed, report, target, "cut off");
  }

  @Test
  void oneFlippedBitCostsNoMoreThanItsBlock(TestReporter reporter) throws IOException {
    reporter.publishEntry("closed", flipEverywhere(closed));
  }

  @Test
  void oneFlippedBitInAKilledDatabaseInventsNothing(TestReporter reporter) throws IOException {
    reporter.publishEntry("killed", flipEverywhere(killed));
  }

  private static String flipEverywhere(DamagedDatabase database) throws IOException {
    Random random = new Random(9);
    int damaged = 0;
    int harmless = 0;
    for (String name : database.copy().list()) {
      byte[] content = DamagedDatabase.content(database.copy(), name);
      int stride = Math.max(2, content.length / 100);
      for (int at = 0; at < content.length; at += 1 + random.nextInt(stride)) {
        if (content[at] == 0 && random.nextInt(ZEROS_EVERY) > 0) {
          continue; // Most of a small database is room for later.
        }
        SimVfs source = database.copy();
        source.flipBit(name, at, random.nextInt(8));
        SimVfs target = SimVfs.memory("target");
        String where = name + " at " + at;
        SalvageReport report = salvage(source, target);
        verifyNothingInvented(database, target, where);
        if (name.startsWith("DATA-")) {
          verifyOutsideLostRanges(database, report, target, where);
        }
        if (report.complete()) {
          harmless++;
        } else {
          damaged++;
        }
      }
    }
    assertTrue(damaged > 5, "only " + damaged + " flips did harm");
    return damaged + " damaged, " + harmless + " harmless";
  }

  private static void verifyNothingInvented(DamagedDatabase database, Vfs target, String where) {
    DamagedDatabase.read(target, storesOf(target))
        .forEach(
            (store, rows) ->
                rows.forEach(
                    (key, value) ->
                        assertTrue(
                            database.everWritten.contains(store + "/" + key + "=" + value),
                            () -> where + " invented " + key + "=" + value)));
  }

  private static Set<Long> storesOf(Vfs target) {
    Set<Long> stores = new HashSet<>();
    try (LightningEngine engine =
        LightningEngine.open(target, DamagedDatabase.OPTIONS, EngineServices.system())) {
      for (long store = 1; store <= 2; store++) {
        try (var view = engine.view()) {
          assertTrue(view.estimate(store, ByteRange.all()) != null);
          stores.add(store);
        } catch (StorageException e) {
          assertSame(Kind.INVALID_REQUEST, e.kind());
        }
      }
    }
    return stores;
  }

  /** Nothing but trees is damaged: every key outside the lost ranges is as it was. */
  private static void verifyOutsideLostRanges(
      DamagedDatabase database, SalvageReport report, Vfs target, String where) {
    Map<Long, Map<String, String>> found = DamagedDatabase.read(target, database.content.keySet());
    for (long store : database.content.keySet()) {
      TreeMap<String, String> expected =
          new TreeMap<>(database.content.getOrDefault(store, Map.of()));
      TreeMap<String, String> actual = new TreeMap<>(found.getOrDefault(store, Map.of()));
      expected.keySet().removeIf(key -> isLost(report, store, key));
      actual.keySet().removeIf(key -> isLost(report, store, key));
      assertEquals(expected, actual, () -> where + ": " + report);
    }
  }

  private static boolean isLost(SalvageReport report, long store, String key) {
    return report.lostRanges().stream()
        .anyMatch(lost -> lost.storeId() == store && lost.range().contains(Slice.utf8(key)));
  }

  @Test
  void aTargetThatIsNotEmptyIsRefused() throws IOException {
    SimVfs target = SimVfs.memory("target");
    target.create("something").close();
    StorageException refusal =
        assertThrows(StorageException.class, () -> salvage(closed.copy(), target));
    assertSame(Kind.INVALID_REQUEST, refusal.kind());
  }

  @Test
  void aSalvageThatIsCutOffLeavesNoDatabase() throws IOException {
    boolean finished = false;
    for (int call = 1; !finished; call += 3) {
      SimVfs target = SimVfs.tracked(call);
      target.faults().failChangingCall(call);
      try {
        SalvageReport report = salvage(closed.copy(), target);
        assertTrue(report.complete());
        finished = true;
      } catch (StorageException | IOException e) {
        SimVfs rest = target.crash(call);
        if (!rest.list().isEmpty()) {
          StorageException refusal =
              assertThrows(
                  StorageException.class,
                  () ->
                      LightningEngine.open(rest, DamagedDatabase.OPTIONS, EngineServices.system()));
          assertSame(Kind.CORRUPT, refusal.kind(), "call " + call);
        }
      }
    }
  }
}
