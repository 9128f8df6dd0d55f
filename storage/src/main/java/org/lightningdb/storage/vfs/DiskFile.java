package org.lightningdb.storage.vfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A file of the operating system, which an interrupt cannot harm.
 *
 * <p>Java closes a {@link FileChannel} for everybody when a thread is interrupted inside it. So the
 * channel that carries the bytes is expendable: whoever finds it closed opens it again and repeats
 * the same positional read or write, which is harmless to repeat.
 *
 * <p>Forcing must not be repeated like that. Linux (errseq, since 4.13) reports a failed write-back
 * once per descriptor; a force whose channel is closed under it throws the error away together with
 * the descriptor that had it to tell, and the repeated force would succeed over lost bytes. So
 * forcing has a descriptor of its own, opened first and kept as long as the file: an {@link
 * AsynchronousFileChannel}, whose {@code force} runs in the calling thread and knows no interrupts.
 * A failed write-back of any descriptor since then is reported there, and it is never a {@link
 * NoSpaceException}, because it cannot be repaired by trying again.
 */
final class DiskFile implements VfsFile {
  /** Java copies heap buffers through a direct buffer of this size, kept per thread. */
  private static final int TRANSFER_BYTES_MAX = 1 << 20;

  private final DiskVfs vfs;
  private final String name;
  private final Path path;
  private final AsynchronousFileChannel forcing;
  private final ReentrantLock reopenLock = new ReentrantLock();
  private volatile FileChannel channel;
  private volatile boolean closed;

  /** Few, and only closed together with the file or by who made them. */
  private final List<DiskMapping> mappings = new CopyOnWriteArrayList<>();

  DiskFile(DiskVfs vfs, String name, Path path, boolean createNew) throws IOException {
    this.vfs = vfs;
    this.name = name;
    this.path = path;
    StandardOpenOption[] options =
        createNew
            ? new StandardOpenOption[] {StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE}
            : new StandardOpenOption[] {StandardOpenOption.WRITE};
    this.forcing = AsynchronousFileChannel.open(path, options);
    try {
      this.channel = openChannel(path);
    } catch (IOException e) {
      forcing.close();
      throw e;
    }
  }

  private static FileChannel openChannel(Path path) throws IOException {
    return FileChannel.open(path, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int read(long position, byte[] buffer, int offset, int length) throws IOException {
    ByteBuffer target = ByteBuffer.wrap(buffer, offset, length);
    int end = offset + length;
    while (target.position() < end) {
      int start = target.position();
      int stop = Math.min(end, start + TRANSFER_BYTES_MAX);
      long from = position + start - offset;
      if (undisturbed(current -> current.read(target.limit(stop).position(start), from)) < 0) {
        break;
      }
    }
    return target.position() - offset;
  }

  @Override
  public void write(long position, byte[] buffer, int offset, int length) throws IOException {
    ByteBuffer source = ByteBuffer.wrap(buffer, offset, length);
    int end = offset + length;
    try {
      while (source.position() < end) {
        int start = source.position();
        int stop = Math.min(end, start + TRANSFER_BYTES_MAX);
        long to = position + start - offset;
        undisturbed(current -> current.write(source.limit(stop).position(start), to));
      }
    } catch (IOException e) {
      throw NoSpace.translate(e, vfs.directory(), length);
    }
  }

  @Override
  public void force() throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    for (DiskMapping mapping : mappings) {
      mapping.beforeForce();
    }
    forcing.force(false);
  }

  @Override
  public long size() throws IOException {
    return undisturbed(FileChannel::size);
  }

  @Override
  public void truncate(long size) throws IOException {
    undisturbed(current -> current.truncate(size).size());
  }

  @Override
  public VfsMapping map(long position, int length) throws IOException {
    if (position < 0 || length < 0 || position + length > size()) {
      throw new IOException(path + " ends before the part to be mapped does");
    }
    MappedByteBuffer memory =
        undisturbed(current -> current.map(FileChannel.MapMode.READ_WRITE, position, length));
    DiskMapping mapping = new DiskMapping(name, position, memory);
    reopenLock.lock();
    try {
      if (closed) {
        mapping.close();
        throw new ClosedChannelException();
      }
      mappings.add(mapping);
      return mapping;
    } finally {
      reopenLock.unlock();
    }
  }

  private interface Operation<T> {
    T on(FileChannel channel) throws IOException;
  }

  /**
   * Runs {@code operation} as if the thread were not interrupted, and keeps its flag. The operation
   * must set its buffer's position itself: an interrupted transfer may have moved it.
   */
  private <T> T undisturbed(Operation<T> operation) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        interrupted |= Thread.interrupted();
        FileChannel current = channel;
        try {
          return operation.on(current);
        } catch (ClosedChannelException e) {
          reopen(current, e);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void reopen(FileChannel broken, ClosedChannelException reason) throws IOException {
    reopenLock.lock();
    try {
      if (closed) {
        throw reason;
      }
      if (channel == broken) {
        channel = openChannel(path);
      }
    } finally {
      reopenLock.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    reopenLock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      mappings.forEach(DiskMapping::close);
      try {
        channel.close();
      } finally {
        forcing.close();
      }
    } finally {
      reopenLock.unlock();
      vfs.closed(this);
    }
  }
}
