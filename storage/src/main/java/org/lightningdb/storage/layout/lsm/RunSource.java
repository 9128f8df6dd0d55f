package org.lightningdb.storage.layout.lsm;

import java.util.Arrays;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.ForwardCursor;
import org.lightningdb.storage.cursor.VersionedCursor;
import org.lightningdb.storage.manifest.TreeRoot;

/**
 * What goes into the trees of new runs: the rows of a source with stamps for timestamps, cut into
 * runs; deletions are rows like any other. Each run is walked once, from {@link #first} until
 * {@link #next} returns false; {@link #hasMore} then says whether another one follows. Along the
 * way it gathers what the descriptor and the filter of the run need. Used by one thread.
 */
final class RunSource extends ForwardCursor {
  /** Between two reports of progress. */
  private static final long REPORT_BYTES = 64 << 10;

  private final VersionedCursor source;
  private final Slice valueOfDeletions;
  private final RunCut cut;
  private final LongConsumer progress;
  private final boolean hashesKeys;
  private boolean sourceStands;
  private long unreportedBytes;

  private Slice firstKey = new Slice();
  private byte[] lastKey = new byte[64];
  private int lastKeyLength;
  private long[] hashes = new long[1024];
  private int entries;
  private long bytes;
  private long tombstones;
  private long newestTombstone;
  private long maxTimestamp;

  /**
   * @param source read once from its first row to the last, not closed
   * @param valueOfDeletions any value that leaves take
   * @param hashesKeys whether the runs get filters
   * @param progress hears of bytes read, now and then, and may throw to end the work
   */
  RunSource(
      VersionedCursor source,
      Slice valueOfDeletions,
      RunCut cut,
      boolean hashesKeys,
      LongConsumer progress) {
    this.source = source;
    this.valueOfDeletions = valueOfDeletions;
    this.cut = cut;
    this.hashesKeys = hashesKeys;
    this.progress = progress;
    this.sourceStands = skipDropped(source.first());
  }

  private boolean skipDropped(boolean stands) {
    boolean found = stands;
    while (found && source.tombstone() && cut.drops(source.commitTimestamp())) {
      found = source.next();
    }
    return found;
  }

  /** Whether there are rows for another run. */
  boolean hasMore() {
    return sourceStands;
  }

  @Override
  public boolean first() {
    entries = 0;
    bytes = 0;
    tombstones = 0;
    newestTombstone = 0;
    maxTimestamp = 0;
    if (sourceStands) {
      firstKey = source.key().copy();
      cut.begin(firstKey);
      take();
    }
    return sourceStands;
  }

  @Override
  public boolean next() {
    sourceStands = skipDropped(source.next());
    if (!sourceStands || cut.isDue(entries, bytes, source.key())) {
      return false;
    }
    take();
    return true;
  }

  private void take() {
    Slice key = source.key();
    if (key.length() > lastKey.length) {
      lastKey = new byte[Math.max(key.length(), 2 * lastKey.length)];
    }
    System.arraycopy(key.array(), key.offset(), lastKey, 0, key.length());
    lastKeyLength = key.length();
    if (hashesKeys) {
      if (entries == hashes.length) {
        hashes = Arrays.copyOf(hashes, 2 * entries);
      }
      hashes[entries] = KeyHash.of(key);
    }
    entries++;
    long timestamp = source.commitTimestamp();
    maxTimestamp = Math.max(maxTimestamp, timestamp);
    if (source.tombstone()) {
      tombstones++;
      newestTombstone = Math.max(newestTombstone, timestamp);
    }
    long rowBytes = (long) key.length() + source.value().length();
    bytes += rowBytes;
    unreportedBytes += rowBytes;
    if (unreportedBytes >= REPORT_BYTES) {
      progress.accept(unreportedBytes);
      unreportedBytes = 0;
    }
  }

  /** The key that the next run begins with, for {@link #resumeAt}; null if there is none. */
  @Nullable Slice nextKey() {
    return sourceStands ? source.key().copy() : null;
  }

  /** After the source was moved by others: back to where the next run begins. */
  void resumeAt(@Nullable Slice nextKey) {
    if (nextKey != null) {
      sourceStands = source.seek(nextKey);
    }
  }

  /** The filter over the keys of the run that just ended. */
  byte[] filter(int bitsPerKey) {
    return BloomFilter.build(hashes, entries, bitsPerKey);
  }

  /** The descriptor of the run that just ended. */
  Run describe(TreeRoot main, long filterAddress) {
    return new Run(
        main,
        null,
        filterAddress,
        firstKey,
        new Slice(Arrays.copyOf(lastKey, lastKeyLength)),
        tombstones,
        newestTombstone,
        0,
        maxTimestamp);
  }

  long maxTimestamp() {
    return maxTimestamp;
  }

  @Override
  public Slice key() {
    return source.key();
  }

  /** Deletions look like rows of NULLs, so that their leaf can be one of columns. */
  @Override
  public Slice value() {
    return source.tombstone() ? valueOfDeletions : source.value();
  }

  @Override
  public long commitTimestamp() {
    return RunStamp.of(source.commitTimestamp(), source.tombstone());
  }

  @Override
  public void close() {
    sourceStands = false;
  }
}
