package org.lightningdb.benchmarks.peers.child;

/**
 * What a child is told to do, one JSON object a line. Each measurement reads what it needs.
 *
 * @param task what to do
 * @param entries number of entries in the data set
 * @param valueBytes length of a value
 * @param millis how long to measure
 * @param threads number of clients
 * @param seed of the random choices; another one in each round
 * @param durable whether the engine is opened for durable puts
 * @param cacheBytes budget of the engine's cache
 * @param limitBytes how far a log is filled, or how much is loaded
 */
public record Command(
    Task task,
    long entries,
    int valueBytes,
    long millis,
    int threads,
    long seed,
    boolean durable,
    long cacheBytes,
    long limitBytes) {

  public static Command of(Task task) {
    return new Command(task, 0, 100, 0, 1, 1, false, 1L << 30, 0);
  }

  public Command withData(long newEntries, int newValueBytes) {
    return new Command(
        task, newEntries, newValueBytes, millis, threads, seed, durable, cacheBytes, limitBytes);
  }

  public Command withRound(long newMillis, int newThreads, long newSeed) {
    return new Command(
        task, entries, valueBytes, newMillis, newThreads, newSeed, durable, cacheBytes, limitBytes);
  }

  public Command withOpening(boolean newDurable, long newCacheBytes) {
    return new Command(
        task, entries, valueBytes, millis, threads, seed, newDurable, newCacheBytes, limitBytes);
  }

  public Command withLimit(long newLimitBytes) {
    return new Command(
        task, entries, valueBytes, millis, threads, seed, durable, cacheBytes, newLimitBytes);
  }
}
