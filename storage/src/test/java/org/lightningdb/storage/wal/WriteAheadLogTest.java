package org.lightningdb.storage.wal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.vfs.SimVfs;

final class WriteAheadLogTest {
  private final SimVfs vfs = SimVfs.tracked(1);

  @ParameterizedTest
  @EnumSource(Durability.class)
  void acknowledgedRecordsSurviveAKillInEveryMode(Durability durability) throws IOException {
    Random random = new Random(5);
    List<byte[]> written = new ArrayList<>();
    LogBench bench = new LogBench(vfs, LogBench.TINY, 0);
    for (int i = 0; i < 200; i++) {
      byte[] payload = LogBench.payload(random, 300);
      long endLsn = bench.append(payload);
      bench.log.await(endLsn, durability);
      assertTrue(bench.log.writtenLsn() >= endLsn);
      written.add(payload);
    }
    LogBench.assertSame(written, LogBench.replay(vfs.killProcess(), 0), durability.toString());
  }

  @ParameterizedTest
  @EnumSource(
      value = Durability.class,
      names = {"ALWAYS", "GROUP"})
  void acknowledgedRecordsSurviveAPowerLoss(Durability durability) throws IOException {
    Random random = new Random(6);
    List<byte[]> written = new ArrayList<>();
    LogBench bench = new LogBench(vfs, LogBench.TINY, 0);
    for (int i = 0; i < 100; i++) {
      byte[] payload = LogBench.payload(random, 300);
      long endLsn = bench.append(payload);
      if (i % 2 == 0) {
        bench.log.await(endLsn, durability);
      } else {
        bench.log.whenDurable(endLsn, durability).join();
      }
      assertTrue(bench.log.durableLsn() >= endLsn);
      written.add(payload);
    }
    for (int seed = 0; seed < 20; seed++) {
      LogBench.assertSame(written, LogBench.replay(vfs.crash(seed), 0), "seed " + seed);
    }
  }

  @Test
  void intervalCommitsAreForcedWithoutBeingAsked() throws Exception {
    LogBench bench = new LogBench(vfs, LogBench.TINY, 0);
    long endLsn = bench.append(new byte[100]);
    bench.log.await(endLsn, Durability.INTERVAL);
    while (bench.log.durableLsn() < endLsn) {
      Thread.onSpinWait();
    }
    long next = bench.append(new byte[100]);
    bench.log.whenDurable(next, Durability.INTERVAL).get(10, TimeUnit.SECONDS);
    while (bench.log.durableLsn() < next) {
      Thread.onSpinWait();
    }
    assertEquals(2, bench.log.statistics().batches());
    bench.log.close();
  }

  @Test
  void modeNoneNeverForcesUntilClose() throws IOException {
    LogBench bench = new LogBench(vfs, LogBench.TINY, 0);
    for (int i = 0; i < 50; i++) {
      bench.log.await(bench.append(new byte[100]), Durability.NONE);
    }
    assertEquals(0, bench.log.statistics().batches());
    assertEquals(0, bench.log.durableLsn());
    bench.log.close();
    assertEquals(50, LogBench.replay(vfs.crash(1), 0).size());
  }

  @ParameterizedTest
  @ValueSource(ints = {1024, 2048, 4096, 1 << 20, 3_000_001})
  void recordsOfEverySizeCrossBuffersAndSegments(int segmentBytes) throws IOException {
    WalOptions options = new WalOptions(segmentBytes, 0, 64, 5);
    Random random = new Random(segmentBytes);
    List<byte[]> written = new ArrayList<>();
    List<Long> starts = new ArrayList<>();
    SimVfs memory = SimVfs.memory("log");
    LogBench bench = new LogBench(memory, options, 0);
    int[] sizes = {0, 1, 7, 8, 9, 479, 480, 481, 600, 100_000, 262_144, 262_145, 1_000_000};
    for (int round = 0; round < 3; round++) {
      for (int size : sizes) {
        if (size > 100 * segmentBytes) {
          continue;
        }
        byte[] payload = new byte[size];
        random.nextBytes(payload);
        starts.add(bench.log.endLsn());
        bench.append(payload);
        written.add(payload);
      }
    }
    if (segmentBytes > 1 << 20) {
      byte[] large = new byte[40_000_000];
      random.nextBytes(large);
      starts.add(bench.log.endLsn());
      bench.append(large);
      written.add(large);
    }
    bench.log.close();
    LogBench again = new LogBench(memory, options, 0);
    LogBench.assertSame(written, again.replayed, "segment " + segmentBytes);
    for (int i = 0; i < starts.size(); i++) {
      long gap = again.starts.get(i) - starts.get(i);
      assertTrue(gap >= 0 && gap < Fragment.SPACE_BYTES_MIN, "start " + i + " moved by " + gap);
    }
    again.log.close();
  }

  @Test
  void onlyAPartOfTheBufferIsAppended() throws IOException {
    LogBench bench = new LogBench(vfs, LogBench.TINY, 0);
    bench.log.append(new byte[] {1, 2, 3, 4, 5}, 1, 3);
    bench.log.close();
    assertArrayEquals(new byte[] {2, 3, 4}, LogBench.replay(vfs, 0).get(0));
  }

  @Test
  void replayBeginsAtTheFloorAndAppendingGoesOn() throws IOException {
    Random random = new Random(9);
    List<byte[]> written = new ArrayList<>();
    List<Long> ends = new ArrayList<>(List.of(0L));
    int floor = 0;
    for (int opening = 0; opening < 20; opening++) {
      floor += random.nextInt(ends.size() - floor);
      LogBench bench = new LogBench(vfs, LogBench.TINY, ends.get(floor));
      LogBench.assertSame(
          written.subList(floor, written.size()), bench.replayed, "opening " + opening);
      for (int i = random.nextInt(20); i > 0; i--) {
        byte[] payload = LogBench.payload(random, 500);
        ends.add(bench.append(payload));
        written.add(payload);
      }
      bench.log.close();
    }
    assertTrue(written.size() > 50);
  }

  @Test
  void releasedSegmentsAreUsedAgain() throws IOException {
    Random random = new Random(10);
    LogBench bench = new LogBench(vfs, LogBench.TINY, 0);
    List<byte[]> sinceFloor = new ArrayList<>();
    long floor = 0;
    int filesMax = 0;
    for (int i = 0; i < 500; i++) {
      byte[] payload = LogBench.payload(random, 400);
      sinceFloor.add(payload);
      bench.log.await(bench.append(payload), Durability.ALWAYS);
      if (i % 10 == 0) {
        floor = bench.log.endLsn();
        bench.log.releaseBefore(floor);
        sinceFloor.clear();
        assertEquals(0, bench.log.liveBytes());
      }
      filesMax = Math.max(filesMax, vfs.list().size());
    }
    assertTrue(floor > 20L * 2048, "too little was written");
    assertTrue(filesMax <= 8, filesMax + " files");
    assertEquals(bench.log.endLsn() - floor, bench.log.liveBytes());
    LogBench.assertSame(sinceFloor, LogBench.replay(vfs.crash(3), floor), "floor " + floor);
  }

  @Test
  void nothingIsReleasedBeforeItIsDurable() throws IOException {
    LogBench bench = new LogBench(vfs, LogBench.TINY, 0);
    for (int i = 0; i < 100; i++) {
      bench.log.await(bench.append(new byte[100]), Durability.NONE);
    }
    bench.log.releaseBefore(bench.log.endLsn());
    assertEquals(bench.log.endLsn(), bench.log.liveBytes());
    bench.log.close();
    assertEquals(100, LogBench.replay(vfs, 0).size());
  }

  @Test
  void segmentsOfAnotherSizeAreStillRead() throws IOException {
    List<byte[]> written = new ArrayList<>();
    Random random = new Random(12);
    for (int segmentBytes : new int[] {2048, 8192, 1024}) {
      LogBench bench = new LogBench(vfs, new WalOptions(segmentBytes, 0, 64, 5), 0);
      LogBench.assertSame(written, bench.replayed, "segment " + segmentBytes);
      for (int i = 0; i < 30; i++) {
        byte[] payload = LogBench.payload(random, 900);
        bench.append(payload);
        written.add(payload);
      }
      bench.log.close();
    }
    LogBench.assertSame(written, LogBench.replay(vfs, 0), "all");
  }

  @Test
  void aClosedLogRefusesAndForgetsNothing() throws IOException {
    LogBench bench = new LogBench(vfs, LogBench.TINY, 0);
    long endLsn = bench.append(new byte[10]);
    bench.log.close();
    bench.log.close();
    bench.log.await(endLsn, Durability.ALWAYS);
    StorageException refused =
        assertThrows(StorageException.class, () -> bench.append(new byte[10]));
    assertEquals(StorageException.Kind.CLOSED, refused.kind());
    assertEquals(1, LogBench.replay(vfs, 0).size());
  }

  @Test
  void nobodyCanWaitForWhatWasNotAppended() throws IOException {
    LogBench bench = new LogBench(vfs, LogBench.TINY, 0);
    long endLsn = bench.append(new byte[10]);
    for (Durability durability : Durability.values()) {
      assertThrows(IllegalArgumentException.class, () -> bench.log.await(endLsn + 1, durability));
      assertThrows(
          IllegalArgumentException.class, () -> bench.log.whenDurable(endLsn + 1, durability));
    }
    bench.log.close();
  }

  @Test
  void senselessOptionsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new WalOptions(1023, 0, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new WalOptions(1024, 0, 0, 1));
  }
}
