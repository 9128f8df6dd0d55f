package org.lightningdb.storage.wal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lightningdb.storage.memory.ScarceArrays;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.vfs.SimVfs;

/** A log without memory refuses single records, or takes them as well as ever; it never stops. */
final class LogMemoryTest {
  private final SimVfs vfs = SimVfs.tracked(1);
  private final ScarceArrays arrays = new ScarceArrays();

  private LogBench open(WalOptions options) throws IOException {
    return new LogBench(
        vfs, options, 0, LogServices.of(System::nanoTime, Thread::new, null, arrays));
  }

  @Test
  void recordsLargerThanTheBuffersNeedNoMemory() throws IOException {
    LogBench bench = open(new WalOptions(4 << 20, 0, 64, 5));
    List<byte[]> written = new ArrayList<>();
    Random random = new Random(3);
    bench.log.await(bench.append(new byte[3 << 20]), Durability.ALWAYS);
    written.add(new byte[3 << 20]);
    arrays.failFrom(300 << 10, 0);
    for (int i = 0; i < 8; i++) {
      byte[] payload = LogBench.payload(random, 700_000);
      written.add(payload);
      long end = bench.append(payload);
      if (i % 3 == 0) {
        bench.log.await(end, LogBench.anyDurability(random));
      }
    }
    assertFalse(bench.log.failed());
    bench.log.close();
    LogBench.assertSame(written, LogBench.replay(vfs, 0), "after buffers could not grow");
  }

  @Test
  void aSegmentThatCannotBeMadeRefusesTheRecordOnly() throws IOException {
    LogBench bench = open(LogBench.TINY);
    List<byte[]> written = new ArrayList<>();
    Random random = new Random(4);
    int refused = 0;
    for (int i = 0; i < 200; i++) {
      byte[] payload = LogBench.payload(random, 3000);
      arrays.failFrom(1000, random.nextInt(2));
      if (random.nextInt(3) == 0) {
        arrays.recover();
      }
      long before = bench.log.endLsn();
      try {
        bench.log.await(bench.append(payload), LogBench.anyDurability(random));
        written.add(payload);
      } catch (OutOfMemoryError e) {
        assertEquals(before, bench.log.endLsn());
        refused++;
      }
    }
    assertTrue(refused > 10 && written.size() > 50, refused + " of 200 refused");
    assertFalse(bench.log.failed());
    arrays.recover();
    bench.log.close();
    LogBench.assertSame(written, LogBench.replay(vfs.crash(1), 0), "after segments were not made");
  }

  @Test
  void aLogThatCannotOpenForWantOfMemoryOpensLater() throws IOException {
    arrays.failFrom(1, 0);
    assertThrows(OutOfMemoryError.class, () -> open(LogBench.TINY));
    arrays.recover();
    LogBench bench = open(LogBench.TINY);
    bench.append(new byte[] {1});
    bench.log.close();
    LogBench.assertSame(List.of(new byte[] {1}), LogBench.replay(vfs, 0), "after two openings");
  }
}
