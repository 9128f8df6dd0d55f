package org.lightningdb.storage.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.vfs.SimCrashException;
import org.lightningdb.storage.vfs.SimVfs;
import org.lightningdb.storage.vfs.VfsFile;

final class ManifestDamageTest {
  private static final long SMALL_FILE = 6000;

  private final SimVfs vfs = SimVfs.tracked(1);

  private DatabaseState commitSome(int commits) throws IOException {
    Random random = new Random(31);
    try (ManifestLog log = ManifestLog.create(vfs, RandomStates.INITIAL)) {
      for (int i = 0; i < commits; i++) {
        log.commit(RandomStates.next(log.current(), random));
      }
      return log.current();
    }
  }

  private static byte[] bytes(SimVfs disk, String name) throws IOException {
    try (VfsFile file = disk.open(name)) {
      byte[] bytes = new byte[(int) file.size()];
      assertEquals(bytes.length, file.read(0, bytes, 0, bytes.length));
      return bytes;
    }
  }

  /** Everything is there twice, so no single flipped bit even costs a commit. */
  @Test
  void everyFlippedBitIsHarmless() throws IOException {
    DatabaseState last = commitSome(6);
    DatabaseState next =
        last.withFlushedTimestamp(Long.MAX_VALUE).withGeneration(last.generation() + 1);
    SimVfs intact = vfs.killProcess();
    int flips = 0;
    Map<String, byte[]> files = new TreeMap<>();
    for (String name : intact.list()) {
      files.put(name, bytes(intact, name));
    }
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      String name = file.getKey();
      byte[] bytes = file.getValue();
      for (int position = 0; position < bytes.length; position++) {
        // Where there are only zeros one byte in 61 will do.
        if (bytes[position] == 0 && position % 61 != 0) {
          continue;
        }
        SimVfs damaged = intact.killProcess();
        damaged.flipBit(name, position, position % 8);
        String context = name + " at " + position;
        try (ManifestLog log = ManifestLog.open(damaged)) {
          assertEquals(last, log.current(), context);
          log.commit(next);
        }
        try (ManifestLog log = ManifestLog.open(damaged)) {
          assertEquals(next, log.current(), context);
        }
        flips++;
      }
    }
    assertTrue(flips > 2000, flips + " flips");
  }

  @Test
  void bothCopiesOfAnEarlierEditDamagedIsCorruption() throws IOException {
    commitSome(6);
    long third = 1024 + 4 * 512;
    vfs.flipBit("MANIFEST-00000001", third + 30, 1);
    vfs.flipBit("MANIFEST-00000001", third + 512 + 30, 1);
    StorageException e = assertThrows(StorageException.class, () -> ManifestLog.open(vfs));
    assertEquals(Kind.CORRUPT, e.kind());
    String message = String.valueOf(e.getMessage());
    assertTrue(message.startsWith("MANIFEST-00000001 is damaged at offset " + third), message);
  }

  @Test
  void bothCopiesOfHeaderSnapshotOrSlotDamagedIsCorruption() throws IOException {
    commitSome(2);
    SimVfs intact = vfs.killProcess();
    record Pair(String file, long first, long second) {}
    List<Pair> pairs =
        List.of(
            new Pair("MANIFEST-00000001", 3, 512 + 3),
            new Pair("MANIFEST-00000001", 1024 + 9, 1536 + 9),
            new Pair("SUPER", 20, 32768 + 20));
    for (Pair pair : pairs) {
      SimVfs damaged = intact.killProcess();
      damaged.flipBit(pair.file, pair.first, 0);
      damaged.flipBit(pair.file, pair.second, 0);
      StorageException e = assertThrows(StorageException.class, () -> ManifestLog.open(damaged));
      assertEquals(Kind.CORRUPT, e.kind());
      assertTrue(String.valueOf(e.getMessage()).contains(pair.file), e.getMessage());
      intact = reborn(damaged, pair.file, pair.first, pair.second);
    }
  }

  private static SimVfs reborn(SimVfs disk, String file, long first, long second)
      throws IOException {
    disk.flipBit(file, first, 0);
    disk.flipBit(file, second, 0);
    return disk.killProcess();
  }

  private static final class History {
    final List<DatabaseState> begun = new ArrayList<>();
    int committed;
  }

  private static void workload(SimVfs disk, History history, Random random) throws IOException {
    ManifestLog log;
    if (ManifestLog.exists(disk)) {
      log = ManifestLog.open(disk, SMALL_FILE);
    } else {
      history.begun.add(RandomStates.INITIAL);
      log = ManifestLog.create(disk, RandomStates.INITIAL, SMALL_FILE);
      history.committed = history.begun.size();
    }
    for (int i = 0; i < 15; i++) {
      DatabaseState next = RandomStates.next(log.current(), random);
      history.begun.add(next);
      log.commit(next);
      history.committed = history.begun.size();
    }
    log.close();
  }

  private static boolean runUntilCrash(SimVfs disk, History history, Random random)
      throws IOException {
    try {
      workload(disk, history, random);
      return false;
    } catch (SimCrashException e) {
      return true;
    } catch (StorageException e) {
      assertEquals(Kind.FAILED_STOP, e.kind(), e.toString());
      return true;
    }
  }

  /** The state found is the last committed one, or the one whose commit was under way. */
  private static void check(SimVfs disk, History history, String context) throws IOException {
    int committed = history.committed;
    if (!ManifestLog.exists(disk)) {
      assertEquals(0, committed, context);
      return;
    }
    try (ManifestLog log = ManifestLog.open(disk, SMALL_FILE)) {
      int found = history.begun.lastIndexOf(log.current());
      assertTrue(found >= committed - 1, context + ": found " + found + " of " + committed);
      history.begun.subList(found + 1, history.begun.size()).clear();
      history.committed = found + 1;
    }
  }

  @Test
  void nothingCommittedIsLostAtAnyCrashPoint(TestReporter reporter) throws IOException {
    int recoveries = 0;
    boolean crashed = true;
    for (int calls = 0; crashed; calls++) {
      for (int dice = 0; dice < 6; dice++) {
        SimVfs disk = SimVfs.tracked(calls);
        disk.faults().crashAfter(calls);
        History history = new History();
        crashed = runUntilCrash(disk, history, new Random(3));
        SimVfs after = dice == 0 ? disk.killProcess() : disk.crash(calls * 31L + dice);
        check(after, history, "crash after " + calls + " dice " + dice);
        recoveries++;
      }
    }
    reporter.publishEntry("recoveries", Integer.toString(recoveries));
    assertTrue(recoveries > 300, recoveries + " recoveries");
  }

  @Test
  void manyLivesInARow() throws IOException {
    for (long seed = 1; seed <= 100; seed++) {
      Random random = new Random(seed * 7919);
      SimVfs disk = SimVfs.tracked(seed);
      History history = new History();
      for (int life = 0; life < 10; life++) {
        String context = "seed " + seed + " life " + life;
        disk.faults().crashAfter(random.nextInt(random.nextBoolean() ? 8 : 80));
        runUntilCrash(disk, history, random);
        disk = random.nextInt(3) == 0 ? disk.killProcess() : disk.crash(random.nextLong());
        check(disk, history, context);
        disk = random.nextInt(3) == 0 ? disk.killProcess() : disk.crash(random.nextLong());
        check(disk, history, context + ", found and crashed again");
        disk = disk.killProcess();
      }
    }
  }
}
