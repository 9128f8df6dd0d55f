package org.lightningdb.storage.scratch;

import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.lightningdb.storage.block.PayloadCompression;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.spec.ScratchOptions;
import org.lightningdb.storage.spec.StoreSpec.Compression;
import org.lightningdb.storage.vfs.NoSpaceException;
import org.lightningdb.storage.vfs.Vfs;
import org.lightningdb.storage.vfs.VfsFile;

/**
 * Where queries put what they cannot keep in memory: files beside the database's own that are never
 * forced, never logged and belong to nobody but their maker. What a crash leaves of them is removed
 * when the database is opened again. Thread-safe.
 */
public final class ScratchSpace implements AutoCloseable {
  private static final System.Logger LOGGER = System.getLogger(ScratchSpace.class.getName());
  private static final String PREFIX = "SCRATCH-";

  private final Vfs vfs;
  private final ScratchOptions options;
  private final PayloadCompression compression = new PayloadCompression();
  private final Set<ScratchFile> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong lastNumber = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong bytesWritten = new AtomicLong();
  private final AtomicLong files = new AtomicLong();
  private volatile boolean closed;

  private ScratchSpace(Vfs vfs, ScratchOptions options) {
    this.vfs = vfs;
    this.options = options;
  }

  /** Removes what an earlier life left in {@code vfs}, which must be locked and stays open. */
  public static ScratchSpace open(Vfs vfs, ScratchOptions options) throws IOException {
    ScratchSpace space = new ScratchSpace(vfs, options);
    for (String name : vfs.list()) {
      if (name.startsWith(PREFIX)) {
        space.removeLeftover(name);
      }
    }
    return space;
  }

  /** A file that cannot be removed keeps no database from opening; its number is not used again. */
  private void removeLeftover(String name) {
    try {
      lastNumber.accumulateAndGet(
          Long.parseUnsignedLong(name, PREFIX.length(), name.length(), 16), Math::max);
      vfs.delete(name);
    } catch (NumberFormatException e) {
      LOGGER.log(System.Logger.Level.WARNING, name + " is not one of our files and stays", e);
    } catch (IOException e) {
      LOGGER.log(System.Logger.Level.WARNING, name + " cannot be removed", e);
    }
  }

  /**
   * A new, empty file. The caller closes it, which removes it.
   *
   * @throws StorageException {@code DISK_FULL}, {@code READ_FAILED} for other I/O errors, {@code
   *     CLOSED}
   */
  public ScratchFile create() {
    requireOpen();
    String name = PREFIX + String.format(Locale.ROOT, "%08x", lastNumber.incrementAndGet());
    try {
      ScratchFile file = new ScratchFile(this, vfs.create(name));
      files.incrementAndGet();
      open.add(file);
      if (closed) {
        file.close();
        requireOpen();
      }
      return file;
    } catch (IOException e) {
      throw failure(name + " cannot be created", e);
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new StorageException(Kind.CLOSED, "the engine is closed");
    }
  }

  boolean compresses() {
    return options.compression() != Compression.NONE;
  }

  PayloadCompression compression() {
    return compression;
  }

  /** Counts {@code more} bytes that are about to be written. */
  void take(long more) {
    long all = bytes.addAndGet(more);
    if (all > options.bytesMax()) {
      bytes.addAndGet(-more);
      throw new StorageException(
          Kind.DISK_FULL,
          "temporary files may hold " + options.bytesMax() + " bytes, and would hold " + all);
    }
    bytesWritten.addAndGet(more);
  }

  void giveBack(long less) {
    bytes.addAndGet(-less);
  }

  static StorageException failure(String what, IOException e) {
    Kind kind = e instanceof NoSpaceException ? Kind.DISK_FULL : Kind.READ_FAILED;
    return new StorageException(kind, what + ": " + e.getMessage(), e);
  }

  void remove(ScratchFile closing, long length, VfsFile file) {
    open.remove(closing);
    bytes.addAndGet(-length);
    try {
      file.close();
      vfs.delete(closing.name());
    } catch (IOException e) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          closing.name() + " cannot be removed, the next open will try again",
          e);
    }
  }

  public ScratchStatistics statistics() {
    return new ScratchStatistics(open.size(), bytes.get(), files.get(), bytesWritten.get());
  }

  /** Removes the files that are still open. */
  @Override
  public void close() {
    closed = true;
    open.forEach(ScratchFile::close);
    compression.close();
  }
}
