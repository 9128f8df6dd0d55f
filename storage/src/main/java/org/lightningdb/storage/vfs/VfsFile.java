package org.lightningdb.storage.vfs;

import java.io.IOException;

/** An open file with positional reads and writes. Thread-safe; positions and sizes in bytes. */
public interface VfsFile extends AutoCloseable {
  String name();

  /** Reads until {@code length} bytes or the end of the file; returns the count read, maybe 0. */
  int read(long position, byte[] buffer, int offset, int length) throws IOException;

  /** Writes all of it; a gap beyond the old end reads as zeros. */
  void write(long position, byte[] buffer, int offset, int length) throws IOException;

  /** Returns when all earlier writes are on the device. A failure must never be retried. */
  void force() throws IOException;

  long size() throws IOException;

  /** Cuts the file to {@code size}; a file that is not longer stays as it is. */
  void truncate(long size) throws IOException;

  /** Closes without forcing. */
  @Override
  void close() throws IOException;
}
