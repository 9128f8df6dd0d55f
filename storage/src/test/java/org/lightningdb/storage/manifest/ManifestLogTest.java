package org.lightningdb.storage.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.vfs.DiskVfs;
import org.lightningdb.storage.vfs.SimVfs;
import org.lightningdb.storage.vfs.Vfs;

final class ManifestLogTest {
  private final SimVfs vfs = SimVfs.tracked(1);

  private interface Call {
    void run() throws IOException;
  }

  private static Kind kindOf(Call call) {
    return assertThrows(StorageException.class, call::run).kind();
  }

  @Test
  void aNewDatabaseHasItsInitialState() throws IOException {
    assertFalse(ManifestLog.exists(vfs));
    ManifestLog.create(vfs, RandomStates.INITIAL).close();
    for (int seed = 0; seed < 10; seed++) {
      SimVfs crashed = vfs.crash(seed);
      assertTrue(ManifestLog.exists(crashed));
      try (ManifestLog log = ManifestLog.open(crashed)) {
        assertEquals(RandomStates.INITIAL, log.current());
      }
    }
  }

  @Test
  void everyCommittedStateIsFoundAgain() throws IOException {
    long seed = 11;
    Random random = new Random(seed);
    SimVfs disk = vfs;
    ManifestLog log = ManifestLog.create(disk, RandomStates.INITIAL, 20_000);
    boolean rolled = false;
    for (int i = 0; i < 300; i++) {
      DatabaseState next = RandomStates.next(log.current(), random);
      log.commit(next);
      assertEquals(next, log.current());
      if (i % 3 == 0) {
        disk = random.nextBoolean() ? disk.crash(random.nextLong()) : disk.killProcess();
        log = ManifestLog.open(disk, 20_000);
        assertEquals(next, log.current(), "seed " + seed + " step " + i);
        assertEquals(2, disk.list().size(), disk.list().toString());
      }
      rolled |= !disk.exists(ManifestFile.name(1));
    }
    assertTrue(rolled, "no second manifest was ever begun");
    assertTrue(log.current().stores().size() > 20);
  }

  @Test
  void aRealDirectoryWorksTheSame(@TempDir Path directory) throws IOException {
    Random random = new Random(12);
    try (Vfs disk = DiskVfs.open(directory, true)) {
      AutoCloseable unused = disk.lock();
      assertFalse(ManifestLog.exists(disk), "the lock file is nothing foreign");
      ManifestLog log = ManifestLog.create(disk, RandomStates.INITIAL, 5000);
      for (int i = 0; i < 50; i++) {
        DatabaseState next = RandomStates.next(log.current(), random);
        log.commit(next);
        if (i % 10 == 0) {
          log.close();
          log = ManifestLog.open(disk, 5000);
          assertEquals(next, log.current());
        }
      }
      log.close();
    }
  }

  @Test
  void foreignAndDamagedDirectoriesAreToldApart() throws IOException {
    assertEquals(Kind.FOREIGN_FORMAT, kindOf(() -> ManifestLog.open(vfs)));
    vfs.create("DATA-00000001").close();
    vfs.create("MANIFEST-00000001").close();
    assertFalse(ManifestLog.exists(vfs), "what a cut-off creation leaves is no database");
    ManifestLog.create(vfs, RandomStates.INITIAL).close();
    assertEquals(Kind.INVALID_REQUEST, kindOf(() -> ManifestLog.create(vfs, RandomStates.INITIAL)));
    vfs.create("WAL-0000000000000000").close();
    vfs.delete("SUPER");
    assertEquals(Kind.FOREIGN_FORMAT, kindOf(() -> ManifestLog.exists(vfs)));

    SimVfs photos = SimVfs.tracked(2);
    photos.create("holiday.jpg").close();
    StorageException e =
        assertThrows(
            StorageException.class, () -> ManifestLog.create(photos, RandomStates.INITIAL));
    assertEquals(Kind.FOREIGN_FORMAT, e.kind());
    assertTrue(String.valueOf(e.getMessage()).contains("holiday.jpg"), e.getMessage());
    assertEquals(List.of("holiday.jpg"), photos.list());

    SimVfs other = SimVfs.tracked(3);
    other.create("SUPER").close();
    assertEquals(Kind.FOREIGN_FORMAT, kindOf(() -> ManifestLog.open(other)));
  }

  @Test
  void aNewerFormatIsRefusedByName() {
    DatabaseState newer = RandomStates.INITIAL.withFormatVersion(DatabaseState.FORMAT_VERSION + 1);
    assertEquals(Kind.FOREIGN_FORMAT, kindOf(() -> ManifestLog.create(vfs, newer)));
    StorageException e = assertThrows(StorageException.class, () -> ManifestLog.open(vfs));
    assertEquals(Kind.FOREIGN_FORMAT, e.kind());
    String stated = "format version " + (DatabaseState.FORMAT_VERSION + 1);
    assertTrue(String.valueOf(e.getMessage()).contains(stated), e.getMessage());
  }

  @Test
  void aMissingManifestIsCorruption() throws IOException {
    ManifestLog.create(vfs, RandomStates.INITIAL).close();
    vfs.delete("MANIFEST-00000001");
    StorageException e = assertThrows(StorageException.class, () -> ManifestLog.open(vfs));
    assertEquals(Kind.CORRUPT, e.kind());
    assertTrue(String.valueOf(e.getMessage()).contains("MANIFEST-00000001"), e.getMessage());
  }

  @Test
  void aStateOfAnotherDatabaseIsRefused() throws IOException {
    try (ManifestLog log = ManifestLog.create(vfs, RandomStates.INITIAL)) {
      DatabaseState other = DatabaseState.initial(1, "DATA-00000001");
      assertThrows(IllegalArgumentException.class, () -> log.commit(other));
      assertEquals(RandomStates.INITIAL, log.current());
    }
  }

  @Test
  void aFailedForceStopsTheManifest() throws IOException {
    ManifestLog log = ManifestLog.create(vfs, RandomStates.INITIAL);
    vfs.faults().failForceCall(vfs.faults().forceCalls() + 1);
    DatabaseState next = RandomStates.INITIAL.withFlushedTimestamp(5);
    assertEquals(Kind.FAILED_STOP, kindOf(() -> log.commit(next)));
    assertEquals(Kind.FAILED_STOP, kindOf(() -> log.commit(next)));
    assertEquals(RandomStates.INITIAL, log.current());
    log.close();
    assertEquals(Kind.CLOSED, kindOf(() -> log.commit(next)));
  }

  @Test
  void aFullDiskChangesNothingAndHeals() throws IOException {
    Random random = new Random(13);
    ManifestLog log = ManifestLog.create(vfs, RandomStates.INITIAL, 60_000);
    vfs.faults().limitFreeBytes(10_000);
    int refused = 0;
    for (int i = 0; i < 200; i++) {
      DatabaseState before = log.current();
      DatabaseState next = RandomStates.next(before, random);
      try {
        log.commit(next);
      } catch (StorageException e) {
        assertEquals(Kind.DISK_FULL, e.kind());
        assertEquals(before, log.current());
        refused++;
      }
    }
    assertTrue(refused > 20 && refused < 190, refused + " refused");
    vfs.faults().unlimitFreeBytes();
    DatabaseState last = RandomStates.next(log.current(), random);
    log.commit(last);
    try (ManifestLog again = ManifestLog.open(vfs.crash(4))) {
      assertEquals(last, again.current());
    }
  }

  @Test
  void aFullDiskAtCreationLeavesNoDatabase() throws IOException {
    for (long free = 0; free < 110_000; free += 3000) {
      SimVfs small = SimVfs.tracked(free);
      small.faults().limitFreeBytes(free);
      try {
        ManifestLog.create(small, RandomStates.INITIAL).close();
      } catch (IOException e) {
        assertFalse(ManifestLog.exists(small), "with " + free + " bytes free");
        small.faults().unlimitFreeBytes();
        ManifestLog.create(small, RandomStates.INITIAL).close();
      }
      try (ManifestLog log = ManifestLog.open(small)) {
        assertEquals(RandomStates.INITIAL, log.current());
      }
    }
  }
}
