package org.lightningdb.storage.vfs;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A mapped part of a simulated file. Each write is a changing call of its own, so that a crash may
 * come before it, in the middle of it or after it, as with a process that is killed while it copies
 * into mapped memory.
 */
final class SimMapping implements VfsMapping {
  private final SimFile file;
  private final long start;
  private final int length;
  private final AtomicBoolean closed = new AtomicBoolean();

  SimMapping(SimFile file, long start, int length) {
    this.file = file;
    this.start = start;
    this.length = length;
  }

  @Override
  public void write(long position, byte[] bytes, int offset, int count) throws IOException {
    Objects.checkFromIndexSize(position - start, count, (long) length);
    if (closed.get()) {
      throw new ClosedChannelException();
    }
    file.write(position, bytes, offset, count);
  }

  @Override
  public void close() {
    closed.set(true);
  }
}
