package org.lightningdb.benchmarks.peers.child;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;

/** Wall time, processor time of this thread and of this process since construction. */
final class Clock {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final long wall = System.nanoTime();
  private final long thread = THREADS.getCurrentThreadCpuTime();
  private final long process = SYSTEM.getProcessCpuTime();

  long wallNanos() {
    return System.nanoTime() - wall;
  }

  long threadNanos() {
    return THREADS.getCurrentThreadCpuTime() - thread;
  }

  Sample sample(long operations) {
    return sample(operations, threadNanos());
  }

  Sample sample(long operations, long clientCpuNanos) {
    return new Sample(
        operations, wallNanos(), clientCpuNanos, SYSTEM.getProcessCpuTime() - process, Map.of());
  }
}
