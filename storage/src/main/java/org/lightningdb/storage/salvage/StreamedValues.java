package org.lightningdb.storage.salvage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.Engine;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.txn.LongValueAudit;
import org.lightningdb.storage.txn.ReadView;

/**
 * Values that were written as streams. Their chunks are saved row by row like everything else; here
 * is decided which values are whole. One that may lack a chunk, or have one of an older value, is
 * taken out again and reported. Used by one thread.
 */
final class StreamedValues {
  private final Engine engine;
  private final Map<Long, StoreSpec> stores;
  private final RowWriter writer;
  private final SalvageReport report;
  private final Map<Long, List<ByteRange>> doubtfulByStore = new HashMap<>();
  private long settledAt;

  /**
   * @param stores of the new database, those of chunks, too
   */
  StreamedValues(
      Engine engine, Map<Long, StoreSpec> stores, RowWriter writer, SalvageReport report) {
    this.engine = engine;
    this.stores = stores;
    this.writer = writer;
    this.report = report;
  }

  /** Chunks in {@code range} may be missing, or be those of an older value. */
  void doubt(long chunkStoreId, ByteRange range) {
    doubtfulByStore.computeIfAbsent(chunkStoreId, unused -> new ArrayList<>()).add(range);
  }

  /** The chunks beside the one with this key may be missing, or be those of an older value. */
  void doubtValueOf(long chunkStoreId, Slice chunkKey) {
    List<ByteRange> ranges = doubtfulByStore.get(chunkStoreId);
    if (ranges == null || !ranges.get(ranges.size() - 1).contains(chunkKey)) {
      doubt(chunkStoreId, LongValueAudit.chunksBeside(chunkKey));
    }
  }

  /** Takes out what is not whole. What was written until now is consistent then. */
  void settle() {
    if (writer.written() == settledAt) {
      return;
    }
    writer.flush();
    for (long storeId : Set.copyOf(writer.streamedInto())) {
      if (takesStreams(storeId)) {
        settle(storeId);
      }
    }
    writer.flush();
    doubtfulByStore.clear();
    settledAt = writer.written();
  }

  private boolean takesStreams(long storeId) {
    StoreSpec spec = stores.get(storeId);
    return spec != null && spec.shape() == null;
  }

  private void settle(long storeId) {
    long chunkStoreId = LongValueAudit.counterpart(storeId);
    List<ByteRange> doubtful = doubtfulByStore.getOrDefault(chunkStoreId, List.of());
    LongValueAudit.Sink sink =
        new LongValueAudit.Sink() {
          @Override
          public void broken(Slice key, String why) {
            report.lost(new LostRange(storeId, ByteRange.point(key), 1, why));
            writer.write(storeId, key, null);
          }

          @Override
          public void superfluous(Slice chunkKey) {
            writer.write(chunkStoreId, chunkKey, null);
          }
        };
    try (ReadView view = engine.view()) {
      new LongValueAudit(view, storeId, range -> overlaps(doubtful, range), sink).run();
    }
  }

  private static boolean overlaps(List<ByteRange> ranges, ByteRange range) {
    for (ByteRange other : ranges) {
      if (isBelow(range.lower(), other.upper()) && isBelow(other.lower(), range.upper())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBelow(@Nullable Slice lower, @Nullable Slice upper) {
    return lower == null || upper == null || lower.compareTo(upper) < 0;
  }
}
