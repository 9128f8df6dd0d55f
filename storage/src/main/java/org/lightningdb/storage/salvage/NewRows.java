package org.lightningdb.storage.salvage;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.Slice;

/**
 * Where the rows of the log go.
 *
 * @param known stores that the new database has; writes to others are passed over
 */
record NewRows(Set<Long> known, RowWriter writer, StreamedValues streamed) {
  /** With {@code torn}, the row is a chunk of which others cannot be read. */
  void write(long storeId, Slice key, @Nullable Slice value, boolean torn) {
    writer.write(storeId, key, value);
    if (torn) {
      streamed.doubtValueOf(storeId, key);
    }
  }
}
