package org.lightningdb.storage.vfs;

import java.io.IOException;

/** An open file with positional reads and writes. Thread-safe; positions and sizes in bytes. */
public interface VfsFile extends AutoCloseable {
  String name();

  /** Reads until {@code length} bytes or the end of the file; returns the count read, maybe 0. */
  int read(long position, byte[] buffer, int offset, int length) throws IOException;

  /** Writes all of it; a gap beyond the old end reads as zeros. */
  void write(long position, byte[] buffer, int offset, int length) throws IOException;

  /**
   * Returns when all earlier writes are on the device, those of mappings too. A failure must never
   * be retried.
   */
  void force() throws IOException;

  long size() throws IOException;

  /** Cuts the file to {@code size}; a file that is not longer stays as it is. */
  void truncate(long size) throws IOException;

  /**
   * Maps {@code length} bytes from {@code position} for writing as memory. They must lie in the
   * file, which must not be cut shorter than that any more, and have been written before: filling a
   * hole needs space, and a mapping has no way to refuse.
   *
   * @throws IOException also if the file ends before the part does
   */
  VfsMapping map(long position, int length) throws IOException;

  /** Closes without forcing; mappings of this handle end. */
  @Override
  void close() throws IOException;
}
