package org.lightningdb.storage.wal;

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
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.vfs.SimVfs;
import org.lightningdb.storage.vfs.VfsFile;

final class LogCorruptionTest {
  private final SimVfs vfs = SimVfs.tracked(1);
  private final List<byte[]> written = new ArrayList<>();
  private final List<Long> ends = new ArrayList<>();

  private LogBench write(int records, int bytesMax) throws IOException {
    Random random = new Random(21);
    LogBench bench = new LogBench(vfs, LogBench.TINY, 0);
    for (int i = 0; i < records; i++) {
      byte[] payload = LogBench.payload(random, bytesMax);
      long endLsn = bench.append(payload);
      bench.log.await(endLsn, Durability.ALWAYS);
      written.add(payload);
      ends.add(endLsn);
    }
    return bench;
  }

  /** After an orderly close every record has a witness: any flipped bit is met or harmless. */
  @Test
  void everyFlippedBitOfAClosedLogIsDetectedOrHarmless() throws IOException {
    write(12, 300).log.close();
    int detected = 0;
    SimVfs intact = vfs.killProcess();
    for (Map.Entry<String, Long> file : sizes(intact).entrySet()) {
      String name = file.getKey();
      for (long position = 0; position < file.getValue(); position++) {
        SimVfs damaged = intact.killProcess();
        damaged.flipBit(name, position, (int) (position % 8));
        try {
          LogBench.assertSame(written, LogBench.replay(damaged, 0), name + " at " + position);
        } catch (StorageException e) {
          assertTrue(e.kind() == Kind.CORRUPT || e.kind() == Kind.FOREIGN_FORMAT, e.toString());
          assertTrue(String.valueOf(e.getMessage()).contains(name), e.getMessage());
          detected++;
        }
      }
    }
    assertTrue(detected > written.stream().mapToInt(payload -> payload.length).sum());
  }

  /** Without a close the last forced record has no witness and may look like the end. */
  @Test
  void everyFlippedBitOfAKilledLogCostsAtMostTheLastRecord() throws IOException {
    write(8, 100);
    SimVfs killed = vfs.killProcess();
    for (Map.Entry<String, Long> file : sizes(killed).entrySet()) {
      String name = file.getKey();
      for (long position = 0; position < file.getValue(); position++) {
        SimVfs damaged = killed.killProcess();
        damaged.flipBit(name, position, 3);
        try {
          List<byte[]> found = LogBench.replay(damaged, 0);
          assertTrue(found.size() >= written.size() - 1, name + " at " + position);
          LogBench.assertPrefix(written, found, name + " at " + position);
        } catch (StorageException e) {
          assertEquals(Kind.CORRUPT, e.kind(), e.toString());
        }
      }
    }
  }

  @Test
  void damageInTheMiddleNamesFileAndOffset() throws IOException {
    write(5, 100).log.close();
    long damagedLsn = ends.get(1) + Fragment.HEADER_BYTES - 1;
    vfs.flipBit("WAL-0000000000000000", SegmentHeader.BYTES + damagedLsn, 0);
    StorageException e = assertThrows(StorageException.class, () -> LogBench.replay(vfs, 0));
    assertEquals(Kind.CORRUPT, e.kind());
    String expected = "WAL-0000000000000000 is damaged at offset " + (512 + ends.get(1));
    assertTrue(String.valueOf(e.getMessage()).startsWith(expected), e.getMessage());
  }

  @Test
  void aTornTailIsTheEndAndIsOverwritten() throws IOException {
    LogBench bench = write(3, 100);
    bench.append(new byte[200]);
    bench.log.await(bench.log.endLsn(), Durability.NONE);
    SimVfs killed = vfs.killProcess();
    killed.flipBit("WAL-0000000000000000", SegmentHeader.BYTES + ends.get(2) + 50, 1);
    LogBench again = new LogBench(killed, LogBench.TINY, 0);
    LogBench.assertSame(written, again.replayed, "torn");
    byte[] next = {1, 2, 3};
    again.log.await(again.append(next), Durability.ALWAYS);
    written.add(next);
    LogBench.assertSame(written, LogBench.replay(killed.crash(3), 0), "after the torn tail");
  }

  /**
   * Records behind a lost one were never acknowledged; they must not come back when the log is
   * written over the hole with a record of the same length.
   */
  @Test
  void recordsBehindAHoleNeverComeBack() throws IOException {
    LogBench bench = write(2, 50);
    bench.append(new byte[600]);
    bench.append(new byte[100]);
    bench.log.await(bench.log.endLsn(), Durability.NONE);
    SimVfs holed = vfs.killProcess();
    holed.flipBit("WAL-0000000000000000", SegmentHeader.BYTES + ends.get(1) + 300, 1);
    LogBench again = new LogBench(holed, LogBench.TINY, 0);
    LogBench.assertSame(written, again.replayed, "hole");
    again.log.await(again.append(new byte[600]), Durability.ALWAYS);
    written.add(new byte[600]);
    for (int i = 0; i < 3; i++) {
      LogBench.assertSame(written, LogBench.replay(holed, 0), "written over, opening " + i);
    }
  }

  @Test
  void anUnfinishedLongRecordIsNoRecord() throws IOException {
    LogBench bench = write(2, 50);
    bench.append(new byte[10_000]);
    bench.log.await(bench.log.endLsn(), Durability.NONE);
    SimVfs cut = vfs.killProcess();
    String last = Segment.name(2L * 1536);
    cut.flipBit(last, SegmentHeader.BYTES + 8, 0);
    for (int i = 0; i < 2; i++) {
      LogBench.assertSame(written, LogBench.replay(cut, 0), "opening " + i);
    }
    LogBench again = new LogBench(cut, LogBench.TINY, 0);
    byte[] next = new byte[5000];
    again.append(next);
    written.add(next);
    again.log.close();
    LogBench.assertSame(written, LogBench.replay(cut, 0), "after the cut record");
  }

  @Test
  void aMissingSegmentIsNoticed() throws IOException {
    write(40, 300).log.close();
    SimVfs intact = vfs.killProcess();
    List<String> segments = intact.list();
    assertTrue(segments.size() >= 4);
    for (String missing : segments.subList(0, segments.size() - 2)) {
      SimVfs damaged = intact.killProcess();
      damaged.delete(missing);
      StorageException e =
          assertThrows(StorageException.class, () -> LogBench.replay(damaged, 0), missing);
      assertEquals(Kind.CORRUPT, e.kind());
    }
    StorageException e =
        assertThrows(StorageException.class, () -> LogBench.replay(SimVfs.tracked(2), 100));
    assertEquals(Kind.CORRUPT, e.kind());
  }

  @Test
  void aSegmentThatWasCutOffIsNoticed() throws IOException {
    write(3, 100).log.close();
    try (VfsFile file = vfs.open("WAL-0000000000000000")) {
      file.truncate(1000);
    }
    StorageException e = assertThrows(StorageException.class, () -> LogBench.replay(vfs, 0));
    assertEquals(Kind.CORRUPT, e.kind());
  }

  @Test
  void aLogOfAnotherDatabaseIsRefused() throws IOException {
    write(3, 100).log.close();
    StorageException e =
        assertThrows(
            StorageException.class,
            () ->
                WriteAheadLog.open(
                    vfs,
                    LogBench.TINY,
                    99,
                    0,
                    (lsn, payload) -> {},
                    LogServices.of(System::nanoTime, Thread::new)));
    assertEquals(Kind.FOREIGN_FORMAT, e.kind());
    assertEquals(3, LogBench.replay(vfs, 0).size(), "the refused opening left something open");
  }

  private static Map<String, Long> sizes(SimVfs vfs) throws IOException {
    Map<String, Long> sizes = new TreeMap<>();
    for (String name : vfs.list()) {
      try (VfsFile file = vfs.open(name)) {
        sizes.put(name, file.size());
      }
    }
    return sizes;
  }
}
