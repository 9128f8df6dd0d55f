package org.lightningdb.storage.txn;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.Cursor;

/**
 * Looks for streamed values that are not whole in a store that was put together from what could be
 * read of another one, row by row. Used once, by one thread.
 */
public final class LongValueAudit {
  private final PinnedView view;
  private final long storeId;
  private final long chunkStoreId;
  private final Predicate<ByteRange> doubtful;
  private final Sink sink;

  /** Who is told. The slices are borrowed. */
  public interface Sink {
    /** A streamed value that is not what was written, or not all of it. */
    void broken(Slice key, String why);

    /** A chunk, by its own key, that belongs to no whole value; may be told twice. */
    void superfluous(Slice chunkKey);
  }

  /**
   * @param doubtful whether chunks with keys in a range may be missing or those of another value
   */
  public LongValueAudit(ReadView view, long storeId, Predicate<ByteRange> doubtful, Sink sink) {
    this.view = (PinnedView) view;
    this.storeId = storeId;
    this.chunkStoreId = LongValues.storeOf(storeId);
    this.doubtful = doubtful;
    this.sink = sink;
  }

  /** The store of the chunks of streamed values of a store, and the other way round. */
  public static long counterpart(long storeId) {
    return LongValues.storeOf(storeId);
  }

  /** The keys of all chunks of the value that the chunk with this key is a part of. */
  public static ByteRange chunksBeside(Slice chunkKey) {
    Slice valueKey = new Slice();
    return LongValues.valueKey(chunkKey, valueKey)
        ? LongValues.chunksOf(valueKey)
        : ByteRange.point(chunkKey);
  }

  /** Reads every value and every chunk once. */
  public void run() {
    try (Cursor rows = view.rows(storeId, ByteRange.all())) {
      for (boolean stands = rows.first(); stands; stands = rows.next()) {
        if (LongValues.isReference(rows.value())) {
          audit(rows.key(), LongValues.lengthOf(rows.value()));
        }
      }
    }
    Slice key = new Slice();
    try (Cursor chunks = view.rows(chunkStoreId, ByteRange.all())) {
      for (boolean stands = chunks.first(); stands; stands = chunks.next()) {
        if (!LongValues.valueKey(chunks.key(), key)
            || LongValues.chunkNumber(chunks.key()) >= chunksOf(key)) {
          sink.superfluous(chunks.key());
        }
      }
    }
  }

  /** How many chunks the value of {@code key} has; 0 if it is no streamed one. */
  private int chunksOf(Slice key) {
    Slice value = view.stored(storeId, key);
    boolean streamed = value != null && LongValues.isReference(value);
    return value != null && streamed ? LongValues.chunks(LongValues.lengthOf(value)) : 0;
  }

  private void audit(Slice key, long length) {
    String flaw = flaw(key, length);
    if (flaw == null) {
      return;
    }
    sink.broken(key, flaw);
    try (Cursor chunks = view.rows(chunkStoreId, LongValues.chunksOf(key))) {
      for (boolean stands = chunks.first(); stands; stands = chunks.next()) {
        sink.superfluous(chunks.key());
      }
    }
  }

  private @Nullable String flaw(Slice key, long length) {
    int wanted = LongValues.chunks(length);
    if (wanted == 0) {
      return null;
    }
    ByteRange range = LongValues.chunksOf(key);
    if (doubtful.test(range)) {
      return "chunks of its " + length + " bytes cannot be read";
    }
    int found = 0;
    try (Cursor chunks = view.rows(chunkStoreId, range)) {
      for (boolean stands = chunks.first(); stands && found < wanted; stands = chunks.next()) {
        long rest = length - (long) found * LongValues.CHUNK_BYTES;
        if (LongValues.chunkNumber(chunks.key()) != found
            || chunks.value().length() != Math.min(rest, LongValues.CHUNK_BYTES)) {
          break;
        }
        found++;
      }
    }
    return found == wanted
        ? null
        : "of the " + wanted + " chunks of its " + length + " bytes only " + found + " are there";
  }
}
