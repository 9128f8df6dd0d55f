package org.lightningdb.storage.formats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lightningdb.storage.EngineServices;
import org.lightningdb.storage.LightningEngine;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.Cursor;
import org.lightningdb.storage.manifest.DatabaseState;
import org.lightningdb.storage.restore.Restore;
import org.lightningdb.storage.restore.RestorePoint;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.vfs.SimVfs;
import org.lightningdb.storage.vfs.Vfs;

/**
 * Every database that was ever stored opens, now and for ever: it holds what was written, now and
 * in its past, passes the check, takes more commits, and its backup can be restored.
 *
 * <p>For a new format version, and only then, run this test once with {@code
 * -Dlightning.formats.store=true}: it stores a database of that version, and never overwrites one.
 */
class StoredFormatsTest {
  private static final int FIRST_STORED = 2;

  private static String name(int version) {
    return "format-" + version + ".zip";
  }

  private static byte[] stored(int version) throws IOException {
    try (InputStream in =
        StoredFormatsTest.class.getResourceAsStream("/formats/" + name(version))) {
      assertNotNull(in, "there is no stored database of format " + version);
      return in.readAllBytes();
    }
  }

  @Test
  void theCurrentFormatIsStored() throws IOException {
    int version = DatabaseState.FORMAT_VERSION;
    Path place = Path.of("src", "test", "resources", "formats", name(version));
    if (Boolean.getBoolean("lightning.formats.store") && !Files.exists(place)) {
      byte[] sample = SampleDatabase.write();
      assertArrayEquals(sample, SampleDatabase.write(), "two samples differ");
      Files.createDirectories(place.getParent());
      Files.write(place, sample, StandardOpenOption.CREATE_NEW);
      verify(sample);
    } else {
      assertNotNull(stored(version));
    }
  }

  @Test
  void everyStoredDatabaseOpens() throws IOException {
    for (int version = FIRST_STORED; version <= DatabaseState.FORMAT_VERSION; version++) {
      verify(stored(version));
    }
  }

  private static void verify(byte[] sample) throws IOException {
    SimVfs database = SampleDatabase.read(sample, SampleDatabase.DATABASE);
    try (LightningEngine engine = open(database)) {
      verifyContent(engine);
      verifyPast(engine);
      try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
          ReadView view = txn.view()) {
        txn.put(view, SampleHistory.ROWS, Slice.utf8("a"), Slice.utf8("later"));
        txn.commit(Durability.GROUP);
      }
      engine.checkpoint();
      engine.compact();
      assertEquals(List.of(), engine.check().problems());
    }
    try (LightningEngine engine = open(database);
        ReadView view = engine.view()) {
      assertEquals(Slice.utf8("later"), view.get(SampleHistory.ROWS, Slice.utf8("a")));
    }
    SimVfs restored = SimVfs.memory("restored sample");
    List<Vfs> backups = List.of(SampleDatabase.read(sample, SampleDatabase.BACKUP));
    new Restore(EngineServices.system(), 0).run(backups, null, RestorePoint.newest(), restored);
    try (LightningEngine engine = open(restored)) {
      verifyContent(engine);
      assertEquals(List.of(), engine.check().problems());
    }
  }

  private static LightningEngine open(SimVfs disk) {
    return LightningEngine.open(
        disk, EngineOptions.defaults().withCreateIfMissing(false), EngineServices.system());
  }

  private static void verifyContent(LightningEngine engine) {
    assertEquals(List.of(), engine.check().problems());
    try (ReadView view = engine.view()) {
      for (long store : SampleHistory.stores().keySet()) {
        assertEquals(
            SampleHistory.content(store, SampleHistory.COMMITS), content(view, store), "" + store);
      }
    }
  }

  private static void verifyPast(LightningEngine engine) {
    for (int number = SampleHistory.CREATION; number <= SampleHistory.COMMITS; number++) {
      try (ReadView view = engine.viewAt(number)) {
        assertEquals(
            SampleHistory.content(SampleHistory.ROWS, number),
            content(view, SampleHistory.ROWS),
            "commit " + number);
      }
    }
  }

  private static NavigableMap<Slice, Slice> content(ReadView view, long store) {
    NavigableMap<Slice, Slice> content = new TreeMap<>();
    try (Cursor cursor = view.cursor(store, ByteRange.all())) {
      for (boolean stands = cursor.first(); stands; stands = cursor.next()) {
        content.put(cursor.key().copy(), cursor.value().copy());
      }
    }
    return content;
  }
}
