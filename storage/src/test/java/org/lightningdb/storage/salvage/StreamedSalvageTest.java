package org.lightningdb.storage.salvage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.lightningdb.storage.EngineServices;
import org.lightningdb.storage.LightningEngine;
import org.lightningdb.storage.block.BlockAddress;
import org.lightningdb.storage.block.BlockFile;
import org.lightningdb.storage.block.BlockKind;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.spec.TransactionOptions;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.txn.ValueStream;
import org.lightningdb.storage.vfs.SimVfs;
import org.lightningdb.storage.vfs.Vfs;
import org.lightningdb.storage.vfs.VfsFile;

/** Values of several blocks: saved whole or reported, never mixed from two of them. */
class StreamedSalvageTest {
  private static final int KEYS = 4;
  private static final EngineOptions OPTIONS =
      EngineOptions.defaults().withWal(64 << 10, 64 << 20).withBlockBytes(512);

  /** Small enough for each streamed value to be written before its commit. */
  private static final EngineOptions SPILLING = OPTIONS.with(new TransactionOptions(5_000, 20_000));

  /** By store and key what was written last. */
  private final Map<String, byte[]> content = new HashMap<>();

  /** And before that: of the same length, so that chunks of both would fit together. */
  private final Map<String, byte[]> before = new HashMap<>();

  private final List<Long> stores = new ArrayList<>();

  private static String name(long store, int key) {
    return store + "/" + key;
  }

  private SimVfs database(EngineOptions options, boolean checkpointed) throws IOException {
    SimVfs disk = SimVfs.tracked(1);
    LightningEngine engine = LightningEngine.open(disk, options, EngineServices.system());
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
      stores.add(txn.createStore(StoreSpec.btree()));
      stores.add(txn.createStore(StoreSpec.lsm()));
      txn.commit(Durability.GROUP);
    }
    write(engine, 1);
    engine.checkpoint();
    before.putAll(content);
    write(engine, 2);
    if (checkpointed) {
      engine.close();
    }
    SimVfs copy = disk.killProcess();
    try {
      engine.close();
    } catch (RuntimeException | Error e) {
      assertTrue(disk.faults().crashed(), e::toString);
    }
    return copy;
  }

  private void write(LightningEngine engine, int seed) throws IOException {
    for (long store : stores) {
      for (int key = 0; key < KEYS; key++) {
        byte[] value = new byte[260_000 + 130_000 * key];
        new SplittableRandom(seed * 1000L + store * 100 + key).nextBytes(value);
        try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
            ReadView view = txn.view()) {
          txn.putStream(view, store, Slice.utf8("key" + key), new ByteArrayInputStream(value));
          txn.put(view, store, Slice.utf8("short" + key), Slice.utf8("short " + seed));
          txn.commit(Durability.GROUP);
        }
        content.put(name(store, key), value);
      }
    }
  }

  private static SalvageReport salvage(Vfs source, Vfs target) throws IOException {
    return Salvage.run(source, target, OPTIONS, EngineServices.system());
  }

  /**
   * Everything saved is what was written, if need be what was written before where that is said;
   * what is missing is reported; returns the names of what is missing.
   */
  private Set<String> verify(SalvageReport report, SimVfs target, String where) throws IOException {
    return verify(report, target, where, false);
  }

  private Set<String> verify(SalvageReport report, SimVfs target, String where, boolean endMayBeCut)
      throws IOException {
    Set<String> missing = new HashSet<>();
    try (LightningEngine engine = LightningEngine.open(target, OPTIONS, EngineServices.system());
        ReadView view = engine.view()) {
      for (long store : stores) {
        for (int key = 0; key < KEYS; key++) {
          Slice bytes = Slice.utf8("key" + key);
          String name = name(store, key);
          boolean lost =
              report.lostRanges().stream()
                  .anyMatch(range -> range.storeId() == store && range.range().contains(bytes));
          try (ValueStream stream = view.openValue(store, bytes)) {
            if (stream == null) {
              missing.add(name);
            } else {
              byte[] found = stream.readAllBytes();
              byte[] wanted = Objects.requireNonNull(content.get(name));
              if (lost || endMayBeCut || !report.complete()) {
                wanted = found[0] == wanted[0] ? wanted : before.getOrDefault(name, wanted);
              }
              assertArrayEquals(wanted, found, () -> where + ": " + name + " " + report);
            }
          }
          assertTrue(lost || !missing.contains(name) || !report.complete(), where + ": " + name);
        }
      }
      assertEquals(List.of(), engine.check().problems(), where);
    }
    return missing;
  }

  @Test
  void ofASoundDatabaseAllAreSaved() throws IOException {
    for (EngineOptions options : List.of(OPTIONS, SPILLING)) {
      for (boolean checkpointed : List.of(true, false)) {
        StreamedSalvageTest test = new StreamedSalvageTest();
        SimVfs target = SimVfs.memory("target");
        SalvageReport report = salvage(test.database(options, checkpointed), target);
        assertTrue(report.complete(), report::toString);
        assertEquals(Set.of(), test.verify(report, target, "sound"));
        assertEquals(0, report.uncertainRows());
        assertTrue(report.rowsByStore().keySet().stream().allMatch(store -> store > 0));
      }
    }
  }

  /** A block of the data file, in use or no more. */
  private record Place(long address, long storeId, BlockKind kind) {}

  private static List<Place> blocksOfChunks(SimVfs disk) throws IOException {
    List<Place> places = new ArrayList<>();
    try (BlockFile blocks = BlockFile.openDamaged(disk.killProcess(), dataFile(disk))) {
      blocks
          .scan()
          .run(
              (address, generation, committed, block) -> {
                if (block.storeId() < 0) {
                  places.add(new Place(address, block.storeId(), block.kind()));
                }
              });
    }
    return places;
  }

  private static String dataFile(SimVfs disk) {
    return disk.killProcess().list().stream()
        .filter(name -> name.startsWith("DATA-"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aDamagedBlockOfChunksCostsTheValuesItConcerns() throws IOException {
    SimVfs disk = database(OPTIONS, true);
    Set<BlockKind> kinds = new HashSet<>();
    Set<String> everLost = new HashSet<>();
    for (Place place : blocksOfChunks(disk)) {
      SimVfs source = disk.killProcess();
      long middle = BlockAddress.offsetBytes(place.address) + 100;
      source.flipBit(dataFile(disk), middle, 3);
      SimVfs target = SimVfs.memory("target");
      SalvageReport report = salvage(source, target);
      Set<String> missing = verify(report, target, place.toString());
      assertEquals(report.complete(), missing.isEmpty(), () -> place + " " + report);
      assertTrue(
          missing.stream().allMatch(name -> name.startsWith(-place.storeId + "/")),
          () -> place + " cost " + missing);
      if (place.kind == BlockKind.LEAF) {
        assertTrue(missing.size() <= 2, () -> place + " cost " + missing);
      }
      if (!missing.isEmpty()) {
        kinds.add(place.kind);
        everLost.addAll(missing);
        assertEquals(missing.size(), report.lostRanges().size(), report::toString);
      }
    }
    assertEquals(Set.of(BlockKind.LEAF, BlockKind.INNER, BlockKind.RUN_LIST), kinds);
    assertEquals(content.keySet(), everLost, "each value was lost once");
  }

  @Test
  void aDamagedRunOfALargeTransactionCostsItsValueOnly() throws IOException {
    SimVfs disk = database(SPILLING, false);
    int harmed = 0;
    for (Place place : blocksOfChunks(disk)) {
      SimVfs source = disk.killProcess();
      source.flipBit(dataFile(disk), BlockAddress.offsetBytes(place.address) + 100, 3);
      SimVfs target = SimVfs.memory("target");
      SalvageReport report = salvage(source, target);
      Set<String> missing = verify(report, target, place.toString());
      harmed += report.complete() ? 0 : 1;
      assertTrue(missing.size() <= KEYS, () -> place + " cost " + missing);
      assertTrue(missing.isEmpty() || !report.complete(), () -> place + " " + missing);
    }
    assertTrue(harmed > 8, "only " + harmed + " blocks did harm");
  }

  @Test
  void aDamagedLogInventsNothing() throws IOException {
    SimVfs disk = database(OPTIONS, false);
    SplittableRandom random = new SplittableRandom(4);
    int harmed = 0;
    for (String name : disk.killProcess().list()) {
      if (name.startsWith("WAL-0")) {
        SimVfs source = disk.killProcess();
        try (VfsFile file = source.open(name)) {
          source.flipBit(name, 512 + random.nextLong(file.size() - 512), 1);
        }
        SimVfs target = SimVfs.memory("target");
        SalvageReport report = salvage(source, target);
        verify(report, target, name, true);
        harmed += report.complete() ? 0 : 1;
      }
    }
    assertTrue(harmed > 10, "only " + harmed + " segments did harm");
  }

  @Test
  void withoutManifestNoValueIsPutTogetherFromStaleChunks() throws IOException {
    SimVfs source = database(OPTIONS, true);
    source.delete(
        source.list().stream().filter(name -> name.startsWith("MANIFEST")).findFirst().orElse(""));
    SimVfs target = SimVfs.memory("target");
    SalvageReport report = salvage(source, target);
    assertFalse(report.complete());
    try (LightningEngine engine = LightningEngine.open(target, OPTIONS, EngineServices.system());
        ReadView view = engine.view()) {
      assertEquals(Slice.utf8("short 2"), view.get(stores.get(0), Slice.utf8("short1")));
      assertEquals(null, view.get(stores.get(0), Slice.utf8("key1")));
      assertEquals(List.of(), engine.check().problems());
    }
    assertTrue(
        report.lostRanges().stream()
            .anyMatch(lost -> lost.entries() == 1 && lost.range().contains(Slice.utf8("key1"))),
        report::toString);
  }
}
