package org.lightningdb.benchmarks.peers.child;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.SplittableRandom;
import org.lightningdb.benchmarks.peers.engine.KeyValuePeer;
import org.lightningdb.benchmarks.peers.engine.PointReader;

/**
 * Heap in use after a collection: right after open, after random gets all over the data, and after
 * one scan of all of it.
 */
final class HeapUse implements Measurement {
  private static final double MEBIBYTE = 1048576.0;
  private static final int GETS = 100_000;

  @Override
  public Sample run(KeyValuePeer peer, Command command) {
    double opened = usedAfterCollection();
    Sample gets = gets(peer, command);
    double read = usedAfterCollection();
    Clock clock = new Clock();
    peer.scan();
    Sample scan = clock.sample(command.entries());
    double scanned = usedAfterCollection();
    return gets.with("heap_after_open_mebibytes", opened / MEBIBYTE)
        .with("heap_after_reads_mebibytes", read / MEBIBYTE)
        .with("heap_after_scan_mebibytes", scanned / MEBIBYTE)
        .with("scan_entries_per_second", scan.perSecond())
        .with("scan_client_nanos", scan.clientNanos())
        .with("heap_peak_mebibytes", peak() / MEBIBYTE)
        .with("heap_limit_mebibytes", Runtime.getRuntime().maxMemory() / MEBIBYTE);
  }

  private static Sample gets(KeyValuePeer peer, Command command) {
    SplittableRandom random = new SplittableRandom(command.seed());
    byte[] key = new byte[DataSet.KEY_BYTES];
    try (PointReader reader = peer.reader()) {
      Clock clock = new Clock();
      for (int i = 0; i < GETS; i++) {
        long id = random.nextLong(command.entries());
        if (reader.get(DataSet.fill(key, id)) == PointReader.ABSENT) {
          throw new IllegalStateException("entry " + id + " is missing");
        }
      }
      return clock.sample(GETS);
    }
  }

  private static double usedAfterCollection() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }

  private static double peak() {
    double sum = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getType() == MemoryType.HEAP) {
        sum += pool.getPeakUsage().getUsed();
      }
    }
    return sum;
  }
}
