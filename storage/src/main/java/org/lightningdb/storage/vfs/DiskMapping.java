package org.lightningdb.storage.vfs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A part of a file of the operating system in memory.
 *
 * <p>The pages are those that the operating system itself caches, so positional reads and writes of
 * the same file and this mapping always see each other. Linux finds the pages that were written
 * here when the file is forced; elsewhere they must be handed over first.
 *
 * <p>The lock keeps a writer from touching memory that was given back, which would end the process.
 */
final class DiskMapping implements VfsMapping {
  private static final boolean FORCED_WITH_THE_FILE =
      System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux");

  private final String name;
  private final long start;
  private final int length;
  private final ReentrantLock lock = new ReentrantLock();

  /** Null once it was given back. */
  private @Nullable MappedByteBuffer memory;

  DiskMapping(String name, long start, MappedByteBuffer memory) {
    this.name = name;
    this.start = start;
    this.length = memory.capacity();
    this.memory = memory;
  }

  @Override
  public void write(long position, byte[] bytes, int offset, int count) throws IOException {
    Objects.checkFromIndexSize(position - start, count, (long) length);
    lock.lock();
    try {
      MappedByteBuffer current = memory;
      if (current == null) {
        throw new ClosedChannelException();
      }
      current.put((int) (position - start), bytes, offset, count);
    } catch (InternalError e) {
      // How Java reports that a page could not be brought into memory.
      throw new IOException("cannot write the mapped pages of " + name, e);
    } finally {
      lock.unlock();
    }
  }

  /** Hands the written pages over where forcing the file would not find them. */
  void beforeForce() throws IOException {
    if (FORCED_WITH_THE_FILE) {
      return;
    }
    lock.lock();
    try {
      MappedByteBuffer current = memory;
      if (current != null) {
        current.force();
      }
    } catch (UncheckedIOException e) {
      throw new IOException("cannot force the mapped pages of " + name, e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      MappedByteBuffer current = memory;
      memory = null;
      if (current != null) {
        MappedMemory.giveBack(current);
      }
    } finally {
      lock.unlock();
    }
  }
}
