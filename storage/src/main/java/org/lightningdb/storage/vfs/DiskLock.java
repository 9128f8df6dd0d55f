package org.lightningdb.storage.vfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicBoolean;
import org.lightningdb.storage.error.StorageException;

/**
 * The lock on one directory: an operating system lock on the file {@code LOCK}, whose text is the
 * process id of the holder, and an entry in the system properties.
 *
 * <p>The entry is needed because POSIX locks belong to a process: a second opener in the same JVM
 * that merely opened and closed the file would take the lock away from the first. It lives in the
 * system properties, and not in a field of this class, because two class loaders in one JVM (two
 * applications in one server) must see each other too.
 */
final class DiskLock implements AutoCloseable {
  private static final String PROPERTY_PREFIX = "org.lightningdb.lock.";

  private final String property;
  private final FileChannel channel;
  private final AtomicBoolean released = new AtomicBoolean();

  private DiskLock(String property, FileChannel channel) {
    this.property = property;
    this.channel = channel;
  }

  static DiskLock take(Path directory) throws IOException {
    String property = PROPERTY_PREFIX + directory;
    String self = Long.toString(ProcessHandle.current().pid());
    if (System.getProperties().putIfAbsent(property, self) != null) {
      throw inUse(directory, self + " (this one)");
    }
    boolean interrupted = Thread.interrupted();
    boolean taken = false;
    try {
      DiskLock lock = takeFromOtherProcesses(directory, property, self);
      taken = true;
      return lock;
    } finally {
      if (!taken) {
        System.getProperties().remove(property);
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static DiskLock takeFromOtherProcesses(Path directory, String property, String self)
      throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve(FileName.LOCK),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    boolean taken = false;
    try {
      FileLock fileLock = channel.tryLock();
      if (fileLock == null) {
        throw inUse(directory, readHolder(channel));
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap((self + "\n").getBytes(StandardCharsets.UTF_8)), 0);
      taken = true;
      return new DiskLock(property, channel);
    } catch (IOException e) {
      throw NoSpace.translate(e, directory, 1);
    } finally {
      if (!taken) {
        channel.close();
      }
    }
  }

  private static String readHolder(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(32);
    channel.read(text, 0);
    String holder = new String(text.array(), 0, text.position(), StandardCharsets.UTF_8).strip();
    return holder.isEmpty() ? "unknown" : holder;
  }

  private static StorageException inUse(Path directory, String holder) {
    return new StorageException(
        StorageException.Kind.IN_USE,
        "the database in " + directory + " is in use by process " + holder);
  }

  @Override
  public void close() throws IOException {
    if (released.compareAndSet(false, true)) {
      try {
        channel.close();
      } finally {
        System.getProperties().remove(property);
      }
    }
  }
}
