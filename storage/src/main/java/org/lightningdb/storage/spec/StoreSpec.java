package org.lightningdb.storage.spec;

import org.jspecify.annotations.Nullable;

/**
 * How one ordered store is kept. It never changes after creation.
 *
 * @param layout how versions are arranged in blocks
 * @param shape the columns of every value, kept column by column inside a block; null if values are
 *     just bytes, kept row by row
 * @param historyMillis how long superseded versions stay readable; 0 = only for open views
 * @param compression of blocks
 */
public record StoreSpec(
    LayoutKind layout, @Nullable RowShape shape, long historyMillis, Compression compression) {

  /** The layouts that a store may choose. The {@code code} is what files hold. */
  public enum LayoutKind {
    BTREE(1),
    LSM(2);

    private final int code;

    LayoutKind(int code) {
      this.code = code;
    }

    public int code() {
      return code;
    }
  }

  /** When bytes are compressed. The {@code code} is what files hold. */
  public enum Compression {
    NONE(0),
    /** Wherever it saves enough to be worth the time of decompression. */
    ADAPTIVE(1);

    private final int code;

    Compression(int code) {
      this.code = code;
    }

    public int code() {
      return code;
    }
  }

  public StoreSpec {
    if (historyMillis < 0) {
      throw new IllegalArgumentException("history of " + historyMillis + " ms");
    }
  }

  public static StoreSpec btree() {
    return new StoreSpec(LayoutKind.BTREE, null, 0, Compression.ADAPTIVE);
  }

  public static StoreSpec lsm() {
    return new StoreSpec(LayoutKind.LSM, null, 0, Compression.ADAPTIVE);
  }

  public StoreSpec withShape(@Nullable RowShape value) {
    return new StoreSpec(layout, value, historyMillis, compression);
  }

  public StoreSpec withHistoryMillis(long value) {
    return new StoreSpec(layout, shape, value, compression);
  }

  public StoreSpec withCompression(Compression value) {
    return new StoreSpec(layout, shape, historyMillis, value);
  }
}
