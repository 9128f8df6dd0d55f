package org.lightningdb.storage.layout;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.block.LeafScan;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.FoundVersion;
import org.lightningdb.storage.cursor.VersionSource;
import org.lightningdb.storage.manifest.StoreRoot;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.vector.VectorBatch;

/** What a layout keeps of one store, ready for reading. Immutable and thread-safe. */
public interface StoredVersions extends VersionSource {
  long storeId();

  StoreSpec spec();

  /** Null if nothing is kept. */
  @Nullable StoreRoot root();

  /**
   * Puts the row of {@code key} into {@code batch} at {@code at} if there is one at {@code
   * readTimestamp} that passes.
   *
   * @param found room for a version
   */
  default boolean read(
      Slice key, long readTimestamp, LeafScan rows, FoundVersion found, VectorBatch batch, int at) {
    return get(key, readTimestamp, found)
        && !found.tombstone()
        && rows.add(key, found.value(), batch, at);
  }

  /** What is visible at {@code readTimestamp}, for a scan of columns; the caller closes it. */
  default ScanParts scan(ByteRange range, long readTimestamp) {
    return new ScanParts(cursor(range, readTimestamp), null);
  }

  /**
   * As {@link #get} for each of the first {@code count} keys that is not {@code found} yet.
   *
   * @param out where to put what is found, key by key
   * @param found whether a key is done; set for those found here
   */
  default void getMany(
      Slice[] keys, int count, long readTimestamp, FoundVersion[] out, boolean[] found) {
    for (int i = 0; i < count; i++) {
      found[i] = found[i] || get(keys[i], readTimestamp, out[i]);
    }
  }

  /** About what {@code range} holds; looks at inner blocks, and only at leaves in memory. */
  RangeSize estimate(ByteRange range);

  /** Ascending keys inside {@code range} that cut it into at most {@code parts} similar parts. */
  List<Slice> splitPoints(ByteRange range, int parts);

  /** Reports the address of every block; reads inner blocks only. */
  void visitBlocks(LongConsumer visitor);

  /**
   * As {@link #visitBlocks}, and passes over the subtrees that the visitor does not enter, without
   * reading them. A layout that cannot tell generations reports every block with an unknown one.
   */
  default void visitSubtrees(SubtreeVisitor visitor) {
    visitBlocks(address -> visitor.enter(address, SubtreeVisitor.UNKNOWN_GENERATION));
  }

  /**
   * Reads everything from disk and reports every flaw: unreadable blocks, wrong order, keys outside
   * their bounds, wrong counts and timestamps.
   */
  void verify(Consumer<String> report);
}
