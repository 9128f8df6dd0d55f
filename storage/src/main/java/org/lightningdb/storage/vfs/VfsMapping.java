package org.lightningdb.storage.vfs;

import java.io.IOException;

/**
 * A part of a file that is written as memory: every {@link #write} is at once in what others read
 * and survives the end of this process, without a call of the operating system. A power loss may
 * take it, whole sectors in any order, until the file is forced.
 *
 * <p>Thread-safe and unaffected by interrupts. It ends with its file at the latest.
 */
public interface VfsMapping extends AutoCloseable {
  /**
   * Writes all of it.
   *
   * @param position in the file; the bytes must lie in the part that is mapped
   * @throws IOException if the device fails under a page that is not in memory; what the bytes are
   *     then is unknown
   */
  void write(long position, byte[] bytes, int offset, int length) throws IOException;

  /** Gives the memory back. What was written stays written. */
  @Override
  void close();
}
