package org.lightningdb.storage.manifest;

import org.jspecify.annotations.Nullable;

/**
 * Where everything that a layout keeps of one store begins. What the addresses mean is the layout's
 * business.
 *
 * @param main the newest versions; null if there are none
 * @param history superseded versions, kept for views of the past; null if there are none
 * @param readableFrom the oldest timestamp at which the store can still be read
 * @param zeroTimestamp the commit timestamp that a 0 in a row of {@code main} stands for if no row
 *     above it says another: such rows were written before their transaction knew its timestamp
 */
public record StoreRoot(
    @Nullable TreeRoot main, @Nullable TreeRoot history, long readableFrom, long zeroTimestamp) {

  /** A store whose versions are all in one tree. */
  public static StoreRoot of(TreeRoot main) {
    return new StoreRoot(main, null, 0, 0);
  }

  /** Entries of the newest versions. */
  public long entries() {
    return main == null ? 0 : main.entries();
  }
}
