package org.lightningdb.storage.salvage;

import org.lightningdb.storage.bytes.ByteRange;

/**
 * A part of a store that could not be read.
 *
 * @param storeId whose
 * @param range of keys concerned
 * @param entries that it should have held; -1 if that is unknown
 * @param reason what was found instead
 */
public record LostRange(long storeId, ByteRange range, long entries, String reason) {
  @Override
  public String toString() {
    return "store "
        + storeId
        + ", keys from "
        + (range.lower() == null ? "the first" : range.lower())
        + " to "
        + (range.upper() == null ? "the last" : "below " + range.upper())
        + (entries < 0 ? "" : ", " + entries + " entries")
        + ": "
        + reason;
  }
}
