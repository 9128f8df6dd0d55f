package org.lightningdb.benchmarks.peers.child;

import java.util.Map;
import java.util.TreeMap;

/**
 * What one measurement found.
 *
 * @param operations how many were done
 * @param wallNanos how long they took
 * @param clientCpuNanos processor time of the threads that did them
 * @param processCpuNanos processor time of the whole process meanwhile, with its background work
 * @param more further figures by name, unit last
 */
public record Sample(
    long operations,
    long wallNanos,
    long clientCpuNanos,
    long processCpuNanos,
    Map<String, Double> more) {

  /** A sample of figures only. */
  static Sample of(String name, double value) {
    return new Sample(0, 0, 0, 0, Map.of()).with(name, value);
  }

  public Sample with(String name, double value) {
    Map<String, Double> all = new TreeMap<>(more);
    all.put(name, value);
    return new Sample(operations, wallNanos, clientCpuNanos, processCpuNanos, all);
  }

  public double perSecond() {
    return operations * 1e9 / Math.max(1, wallNanos);
  }

  /** Processor time per operation of the clients alone. */
  public double clientNanos() {
    return (double) clientCpuNanos / Math.max(1, operations);
  }

  /** Processor time per operation with background work. */
  public double processNanos() {
    return (double) processCpuNanos / Math.max(1, operations);
  }
}
