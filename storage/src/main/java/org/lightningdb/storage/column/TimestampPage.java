package org.lightningdb.storage.column;

/** Commit timestamps of the rows of a block, less the smallest. Immutable and thread-safe. */
public final class TimestampPage {
  private final PackedLongs values;

  /**
   * @throws IndexOutOfBoundsException if the bytes from {@code start} to {@code end} are not a page
   *     of {@code count} timestamps
   */
  public TimestampPage(byte[] bytes, int start, int end, int count) {
    this.values = PackedLongs.open(bytes, start, end, count);
  }

  public long get(int row) {
    return values.get(row);
  }

  /** The page of the first {@code count} timestamps, at least one. */
  public static byte[] write(long[] timestamps, int count) {
    PageBytes page = new PageBytes();
    new PackedLongsWriter().append(page, timestamps, count);
    return page.toByteArray();
  }
}
