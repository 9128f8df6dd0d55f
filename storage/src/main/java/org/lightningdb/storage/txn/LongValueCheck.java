package org.lightningdb.storage.txn;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.FoundVersion;
import org.lightningdb.storage.cursor.VersionedCursor;
import org.lightningdb.storage.layout.StoredVersions;

/** Compares the chunks of streamed values with the references to them. Used once. */
public final class LongValueCheck {
  private static final long NEWEST = Long.MAX_VALUE - 1;

  private final StoredVersions values;
  private final StoredVersions chunks;
  private final Consumer<String> report;
  private long chains;
  private @Nullable Slice current;
  private int count;
  private long bytes;

  /** Whether {@code storeId} is one of chunks. */
  public static boolean isOfChunks(long storeId) {
    return storeId < 0;
  }

  /** The store whose values the chunks of {@code storeId} are of. */
  public static long storeOfValues(long storeId) {
    return LongValues.storeOf(storeId);
  }

  /**
   * @param values the store with the references
   * @param chunks the store with the chunks, of the same checkpoint
   */
  public LongValueCheck(StoredVersions values, StoredVersions chunks, Consumer<String> report) {
    this.values = values;
    this.chunks = chunks;
    this.report = report;
  }

  /** Reports every missing, superfluous or misplaced chunk. */
  public void run() {
    Slice key = new Slice();
    try (VersionedCursor cursor = chunks.cursor(ByteRange.all(), NEWEST)) {
      for (boolean stands = cursor.first(); stands; stands = cursor.next()) {
        if (!cursor.tombstone()) {
          if (LongValues.valueKey(cursor.key(), key)) {
            add(key, LongValues.chunkNumber(cursor.key()), cursor.value().length());
          } else {
            flaw(cursor.key(), "is no key of a chunk");
          }
        }
      }
    }
    endChain();
    long references = references();
    if (references != chains) {
      report.accept(
          "store "
              + values.storeId()
              + " refers to "
              + references
              + " values, there are "
              + chains);
    }
  }

  private void add(Slice key, int number, int length) {
    if (current == null || !current.equals(key)) {
      endChain();
      current = key.copy();
      count = 0;
      bytes = 0;
    }
    if (number != count || bytes != (long) count * LongValues.CHUNK_BYTES) {
      flaw(key, "has chunk " + number + " after " + bytes + " bytes");
    }
    count++;
    bytes += length;
  }

  private void endChain() {
    Slice key = current;
    if (key == null) {
      return;
    }
    chains++;
    FoundVersion found = new FoundVersion();
    boolean referred =
        values.get(key, NEWEST, found)
            && !found.tombstone()
            && LongValues.isReference(found.value());
    if (!referred) {
      flaw(key, "has chunks, but is no streamed value");
    } else if (LongValues.lengthOf(found.value()) != bytes) {
      flaw(key, "has " + bytes + " of " + LongValues.lengthOf(found.value()) + " bytes");
    }
  }

  private long references() {
    long references = 0;
    try (VersionedCursor cursor = values.cursor(ByteRange.all(), NEWEST)) {
      for (boolean stands = cursor.first(); stands; stands = cursor.next()) {
        boolean reference = !cursor.tombstone() && LongValues.isReference(cursor.value());
        references += reference && LongValues.lengthOf(cursor.value()) > 0 ? 1 : 0;
      }
    }
    return references;
  }

  private void flaw(Slice key, String what) {
    report.accept("key " + key + " of store " + values.storeId() + " " + what);
  }
}
