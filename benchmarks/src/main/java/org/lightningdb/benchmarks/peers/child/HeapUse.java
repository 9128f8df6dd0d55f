package org.lightningdb.benchmarks.peers.child;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import org.lightningdb.benchmarks.peers.engine.KeyValuePeer;

/** Heap in use after a collection: right after open, and after random gets all over the data. */
final class HeapUse implements Measurement {
  private static final double MEBIBYTE = 1048576.0;

  @Override
  public Sample run(KeyValuePeer peer, Command command) {
    double opened = usedAfterCollection();
    Sample gets = new RandomGets(false).run(peer, command);
    double read = usedAfterCollection();
    return gets.with("heap_after_open_mebibytes", opened / MEBIBYTE)
        .with("heap_after_reads_mebibytes", read / MEBIBYTE)
        .with("heap_peak_mebibytes", peak() / MEBIBYTE)
        .with("heap_limit_mebibytes", Runtime.getRuntime().maxMemory() / MEBIBYTE);
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
