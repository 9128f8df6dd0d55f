package org.lightningdb.benchmarks.peers.engine;

/**
 * One open key-value engine. Thread-safe, except for the readers it hands out.
 *
 * <p>Every engine answers in the way that is cheapest for it: an engine that can lend the bytes of
 * a value need not copy them, one that cannot copies. So that nobody is paid for not looking, a
 * read always ends in {@link Touch}, which reads the last byte. Failures are unchecked exceptions:
 * they end the run.
 */
public interface KeyValuePeer extends AutoCloseable {
  /** What {@link #syncs} answers when the engine does not count. */
  long NOT_COUNTED = -1;

  /** One transaction of one write, without waiting for the device. Keeps the arrays. */
  void put(byte[] key, byte[] value);

  /** One transaction of one write that is on the device when this returns. Keeps the arrays. */
  void putDurable(byte[] key, byte[] value);

  /** One transaction of many writes, without waiting for the device. Keeps the arrays. */
  void putAll(byte[][] keys, byte[][] values);

  /** Takes entries in ascending order, the engine's own best way; durable when it returns. */
  void bulkLoad(SortedEntries entries);

  /** One reader for one thread; it sees one moment if the engine knows such a thing. */
  PointReader reader();

  /** A reader that sees the newest state at each get. */
  PointReader freshReader();

  /** Reads every entry in order and returns the sum of all {@link Touch}es. */
  long scan();

  /** Lets background work end, so that what follows meets a quiet engine with all data stored. */
  void settle();

  /** How often the device was told to sync since open, or {@link #NOT_COUNTED}. */
  long syncs();

  /** Log that a restart would read, in bytes; 0 if there is none or it is not told. */
  long logBytes();

  @Override
  void close();
}
