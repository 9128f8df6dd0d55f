package org.lightningdb.storage.wal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.vfs.SimVfs;

final class LogFailureTest {
  private final SimVfs vfs = SimVfs.tracked(1);

  private static Kind kindOf(Runnable action) {
    return assertThrows(StorageException.class, action::run).kind();
  }

  @Test
  void aFailedForceStopsTheLogForGood() throws IOException {
    WalOptions options = new WalOptions(1 << 16, 0, 64, 5);
    LogBench bench = new LogBench(vfs, options, 0);
    long acknowledged = bench.append(new byte[] {1});
    bench.log.await(acknowledged, Durability.ALWAYS);
    vfs.faults().failForceCall(vfs.faults().forceCalls() + 1);
    long lost = bench.append(new byte[] {2});
    assertEquals(Kind.FAILED_STOP, kindOf(() -> bench.log.await(lost, Durability.GROUP)));
    // The device would say yes now, having dropped the bytes: it must not be asked again.
    long forces = vfs.faults().forceCalls();
    assertEquals(Kind.FAILED_STOP, kindOf(() -> bench.log.await(lost, Durability.ALWAYS)));
    assertEquals(Kind.FAILED_STOP, kindOf(() -> bench.append(new byte[] {3})));
    CompletableFuture<Void> future = bench.log.whenDurable(lost, Durability.ALWAYS);
    CompletionException e = assertThrows(CompletionException.class, future::join);
    assertEquals(Kind.FAILED_STOP, assertInstanceOf(StorageException.class, e.getCause()).kind());
    bench.log.await(acknowledged, Durability.ALWAYS);
    assertEquals(acknowledged, bench.log.durableLsn());
    assertEquals(Kind.FAILED_STOP, kindOf(bench.log::close));
    assertEquals(forces, vfs.faults().forceCalls());
    List<byte[]> found = LogBench.replay(vfs.crash(1), 0);
    LogBench.assertSame(List.of(new byte[] {1}), found, "after the failed force");
  }

  @Test
  void aFailedWriteStopsTheLogForGood() throws IOException {
    LogBench bench = new LogBench(vfs, new WalOptions(1 << 16, 0, 64, 5), 0);
    bench.append(new byte[] {1});
    vfs.faults().failChangingCall(vfs.ioCalls() + 1);
    long lost = bench.log.endLsn();
    assertEquals(Kind.FAILED_STOP, kindOf(() -> bench.log.await(lost, Durability.NONE)));
    assertEquals(Kind.FAILED_STOP, kindOf(() -> bench.append(new byte[] {3})));
    assertEquals(Kind.FAILED_STOP, kindOf(() -> bench.log.await(lost, Durability.INTERVAL)));
    assertEquals(Kind.FAILED_STOP, kindOf(bench.log::close));
  }

  @Test
  void everyWaiterLearnsOfTheFailure() throws Exception {
    GatedVfs gated = new GatedVfs(vfs);
    LogBench bench = new LogBench(gated, new WalOptions(1 << 16, 0, 64, 5), 0);
    gated.closeGate();
    vfs.faults().failForceCall(vfs.faults().forceCalls() + 1);
    List<CompletableFuture<Void>> waiting = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      waiting.add(bench.log.whenDurable(bench.append(new byte[] {1}), Durability.ALWAYS));
    }
    gated.openGate();
    int failed = 0;
    for (CompletableFuture<Void> future : waiting) {
      CompletionException e = assertThrows(CompletionException.class, future::join);
      failed +=
          assertInstanceOf(StorageException.class, e.getCause()).kind() == Kind.FAILED_STOP ? 1 : 0;
    }
    assertEquals(20, failed);
    assertEquals(Kind.FAILED_STOP, kindOf(bench.log::close));
  }

  @Test
  void aFailureWhileClosingIsReported() throws IOException {
    LogBench bench = new LogBench(vfs, new WalOptions(1 << 16, 0, 64, 5), 0);
    bench.append(new byte[] {1});
    vfs.faults().failForceCall(vfs.faults().forceCalls() + 1);
    assertEquals(Kind.FAILED_STOP, kindOf(bench.log::close));
    bench.log.close();
  }

  /** On a full disk nothing is half logged, what was logged stays, and space heals. */
  @Test
  void aFullDiskRefusesAndRecoversByItself() throws IOException {
    Random random = new Random(8);
    LogBench bench = new LogBench(vfs, LogBench.TINY, 0);
    List<byte[]> written = new ArrayList<>();
    vfs.faults().limitFreeBytes(10_000);
    int refusals = 0;
    for (int i = 0; i < 300; i++) {
      byte[] payload = LogBench.payload(random, i % 10 == 0 ? 3000 : 200);
      long before = bench.log.endLsn();
      try {
        bench.log.await(bench.append(payload), Durability.ALWAYS);
        written.add(payload);
      } catch (StorageException e) {
        assertEquals(Kind.DISK_FULL, e.kind(), e.toString());
        assertEquals(before, bench.log.endLsn());
        refusals++;
        if (refusals % 7 == 0) {
          vfs.faults().limitFreeBytes(5000);
        }
      }
    }
    assertTrue(refusals > 20 && written.size() > 50, refusals + " of 300 refused");
    int acknowledged = written.size();
    vfs.faults().unlimitFreeBytes();
    for (int i = 0; i < 20; i++) {
      byte[] payload = LogBench.payload(random, 3000);
      bench.log.await(bench.append(payload), Durability.ALWAYS);
      written.add(payload);
    }
    assertEquals(acknowledged + 20, written.size());
    LogBench.assertSame(written, LogBench.replay(vfs.crash(1), 0), "after the disk was full");
  }

  @Test
  void aFullDiskRefusesToOpenALogAndLeavesNothing() throws IOException {
    vfs.faults().limitFreeBytes(1000);
    assertEquals(
        Kind.DISK_FULL,
        assertThrows(StorageException.class, () -> new LogBench(vfs, LogBench.TINY, 0)).kind());
    assertEquals(List.of(), vfs.list());
    vfs.faults().unlimitFreeBytes();
    assertEquals(0, LogBench.replay(vfs, 0).size());
  }

  @Test
  void releasingGivesSpaceForMore() throws IOException {
    LogBench bench = new LogBench(vfs, LogBench.TINY, 0);
    vfs.faults().limitFreeBytes(4 * 2048);
    for (int i = 0; i < 400; i++) {
      bench.log.await(bench.append(new byte[200]), Durability.ALWAYS);
      bench.log.releaseBefore(bench.log.endLsn());
    }
    assertEquals(400, bench.log.statistics().records());
    bench.log.close();
  }
}
