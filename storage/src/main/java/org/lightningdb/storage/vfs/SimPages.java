package org.lightningdb.storage.vfs;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one simulated file: pages that appear when something other than zero is written to
 * them. Not thread-safe.
 */
final class SimPages {
  private static final int PAGE_BYTES = 16 << 10;
  private static final byte[] ZEROS = new byte[PAGE_BYTES];

  /** A page without bytes stands for zeros. */
  private byte[] @Nullable [] pages = new byte[4][];

  private long size;

  SimPages copy() {
    SimPages copy = new SimPages();
    copy.pages = new byte[pages.length][];
    for (int i = 0; i < pages.length; i++) {
      byte[] page = pages[i];
      copy.pages[i] = page == null ? null : page.clone();
    }
    copy.size = size;
    return copy;
  }

  long size() {
    return size;
  }

  int read(long position, byte[] buffer, int offset, int length) {
    int count = (int) Math.max(0, Math.min(length, size - position));
    int done = 0;
    while (done < count) {
      int page = (int) ((position + done) / PAGE_BYTES);
      int from = (int) ((position + done) % PAGE_BYTES);
      int piece = Math.min(count - done, PAGE_BYTES - from);
      byte[] source = page < pages.length ? pages[page] : null;
      System.arraycopy(source == null ? ZEROS : source, from, buffer, offset + done, piece);
      done += piece;
    }
    return count;
  }

  void write(long position, byte[] buffer, int offset, int length) {
    int done = 0;
    while (done < length) {
      int page = (int) ((position + done) / PAGE_BYTES);
      int from = (int) ((position + done) % PAGE_BYTES);
      int piece = Math.min(length - done, PAGE_BYTES - from);
      writePiece(page, from, buffer, offset + done, piece);
      done += piece;
    }
    if (length > 0) {
      size = Math.max(size, position + length);
    }
  }

  private void writePiece(int page, int from, byte[] buffer, int offset, int length) {
    byte[] target = page < pages.length ? pages[page] : null;
    if (target == null) {
      if (Arrays.equals(buffer, offset, offset + length, ZEROS, 0, length)) {
        return;
      }
      if (page >= pages.length) {
        pages = Arrays.copyOf(pages, Math.max(page + 1, pages.length * 2));
      }
      target = new byte[PAGE_BYTES];
      pages[page] = target;
    }
    System.arraycopy(buffer, offset, target, from, length);
  }

  /** Cuts, or extends with zeros. */
  void resize(long newSize) {
    if (newSize < size) {
      int kept = (int) (newSize / PAGE_BYTES);
      int within = (int) (newSize % PAGE_BYTES);
      byte[] last = kept < pages.length ? pages[kept] : null;
      if (last != null) {
        Arrays.fill(last, within, PAGE_BYTES, (byte) 0);
      }
      if (kept + 1 < pages.length) {
        Arrays.fill(pages, kept + 1, pages.length, null);
      }
    }
    size = newSize;
  }
}
