package org.lightningdb.index.table;

import java.util.ArrayList;
import java.util.List;
import org.lightningdb.index.codec.BytesBuilder;
import org.lightningdb.storage.bytes.Slice;

/**
 * Entries that are written when the statement ends, after all its deletions: what makes {@code
 * UPDATE t SET id = id + 1} possible. Kept in large chunks of bytes.
 */
final class PendingEntries {
  /** Takes the entries back out; slices are borrowed for the call. */
  interface Consumer {
    void accept(IndexLayout index, boolean unique, Slice key, Slice value);
  }

  private static final int CHUNK_BYTES = 1 << 18;

  /** One entry: where its key and value are. */
  private record Entry(
      IndexLayout index, boolean unique, BytesBuilder chunk, int start, int middle, int end) {}

  private final List<Entry> entries = new ArrayList<>();
  private BytesBuilder chunk = new BytesBuilder(1024);

  /**
   * @param unique whether no other entry may have the same key
   */
  void add(IndexLayout index, boolean unique, Slice key, Slice value) {
    if (chunk.length() > CHUNK_BYTES) {
      chunk = new BytesBuilder(CHUNK_BYTES + CHUNK_BYTES / 4);
    }
    int start = chunk.length();
    int middle = chunk.append(key).length();
    int end = chunk.append(value).length();
    entries.add(new Entry(index, unique, chunk, start, middle, end));
  }

  /** Hands out the entries in the order in which they came, and forgets them. */
  void drain(Consumer consumer) {
    Slice key = new Slice();
    Slice value = new Slice();
    for (Entry entry : entries) {
      byte[] bytes = entry.chunk.array();
      consumer.accept(
          entry.index,
          entry.unique,
          key.set(bytes, entry.start, entry.middle - entry.start),
          value.set(bytes, entry.middle, entry.end - entry.middle));
    }
    entries.clear();
    chunk = new BytesBuilder(1024);
  }
}
