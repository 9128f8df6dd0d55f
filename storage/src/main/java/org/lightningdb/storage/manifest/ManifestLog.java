package org.lightningdb.storage.manifest;

import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.vfs.NoSpaceException;
import org.lightningdb.storage.vfs.Vfs;

/**
 * The durable history of {@link DatabaseState}s, of which only the newest matters: the file {@code
 * SUPER} names a file {@code MANIFEST-n}, which holds a snapshot and the edits since. When it grows
 * too long, or a damaged place was found in it, the next state begins a new one.
 *
 * <p>Thread-safe. After the first failed write or force every later commit gets {@code
 * FAILED_STOP}; whether the failed one will be found by the next opening is unknown.
 */
public final class ManifestLog implements AutoCloseable {
  private static final long FILE_BYTES_MAX = 4L << 20;

  private final Vfs vfs;
  private final long fileBytesMax;
  private final ReentrantLock lock = new ReentrantLock();
  private SuperBlock.Pointer pointer;
  private ManifestFile file;
  private volatile DatabaseState current;
  private @Nullable StorageException failure;
  private boolean closed;

  private ManifestLog(Vfs vfs, SuperBlock.Pointer pointer, ManifestFile file, long fileBytesMax) {
    this.vfs = vfs;
    this.pointer = pointer;
    this.file = file;
    this.current = file.state();
    this.fileBytesMax = fileBytesMax;
  }

  /**
   * Whether there is a database. What a cut-off creation may have left behind (data and manifest
   * files without a log and a superblock) is none.
   *
   * @throws StorageException {@code FOREIGN_FORMAT} if the place holds files of somebody else, or
   *     of a database that lost its superblock
   */
  public static boolean exists(Vfs vfs) throws IOException {
    if (vfs.exists(SuperBlock.FILE)) {
      return true;
    }
    for (String name : vfs.list()) {
      boolean leftOver =
          name.startsWith("DATA-")
              || ManifestFile.isName(name)
              || name.equals(SuperBlock.TEMPORARY_FILE);
      if (!leftOver) {
        throw new StorageException(
            Kind.FOREIGN_FORMAT,
            vfs.describe()
                + " is not a Lightning database: it holds "
                + name
                + " but no file "
                + SuperBlock.FILE);
      }
    }
    return false;
  }

  /**
   * Makes a database of {@code initial}. When it returns, that is durable; if it fails, there is
   * none.
   *
   * @throws StorageException {@code INVALID_REQUEST} if there is a database already
   */
  public static ManifestLog create(Vfs vfs, DatabaseState initial) throws IOException {
    return create(vfs, initial, FILE_BYTES_MAX);
  }

  static ManifestLog create(Vfs vfs, DatabaseState initial, long fileBytesMax) throws IOException {
    if (exists(vfs)) {
      throw new StorageException(
          Kind.INVALID_REQUEST, "there is a database in " + vfs.describe() + " already");
    }
    ManifestFile.create(vfs, 1, initial).close();
    SuperBlock.create(vfs, initial.formatVersion(), initial.databaseId(), 1);
    return open(vfs, fileBytesMax);
  }

  /**
   * Opens what is there; what it found is durable when it returns.
   *
   * @throws StorageException {@code FOREIGN_FORMAT} if it is not a database, or one of a version
   *     that this release cannot read; {@code CORRUPT}, naming file and offset
   */
  public static ManifestLog open(Vfs vfs) throws IOException {
    return open(vfs, FILE_BYTES_MAX);
  }

  static ManifestLog open(Vfs vfs, long fileBytesMax) throws IOException {
    if (!exists(vfs)) {
      throw new StorageException(
          Kind.FOREIGN_FORMAT, vfs.describe() + " is not a Lightning database: it is empty");
    }
    vfs.syncDirectory();
    SuperBlock.Pointer pointer = SuperBlock.open(vfs);
    ManifestFile file = ManifestFile.open(vfs, pointer);
    for (String name : vfs.list()) {
      boolean old = ManifestFile.isName(name) && !name.equals(ManifestFile.name(file.number()));
      if (old || name.equals(SuperBlock.TEMPORARY_FILE)) {
        vfs.delete(name);
      }
    }
    return new ManifestLog(vfs, pointer, file, fileBytesMax);
  }

  /** The newest committed state. */
  public DatabaseState current() {
    return current;
  }

  /**
   * Makes {@code next} the current state, with the next generation; returns when that is durable.
   *
   * @throws StorageException {@code DISK_FULL}, the state is unchanged and a later commit may
   *     succeed; {@code FAILED_STOP}; {@code CLOSED}
   */
  public void commit(DatabaseState next) {
    lock.lock();
    try {
      requireUsable();
      requireSameDatabase(next);
      DatabaseState numbered = next.withGeneration(current.generation() + 1);
      write(numbered);
      current = numbered;
    } finally {
      lock.unlock();
    }
  }

  /** Reads superblock and manifest from the disk and reports what is not as it was written. */
  public void verify(Consumer<String> report) {
    lock.lock();
    try {
      if (!closed) {
        SuperBlock.verify(vfs, file.number(), report);
        file.verify(report);
      }
    } catch (IOException e) {
      report.accept("the manifest cannot be read: " + e.getMessage());
    } finally {
      lock.unlock();
    }
  }

  private void write(DatabaseState next) {
    Throwable error;
    try {
      if (!(isWorn() && roll(next))) {
        file.append(next);
      }
      return;
    } catch (NoSpaceException e) {
      throw new StorageException(
          Kind.DISK_FULL, "no space for the manifest, nothing was changed: " + e.getMessage(), e);
    } catch (IOException | RuntimeException | Error e) {
      error = e;
    }
    StorageException first =
        new StorageException(
            Kind.FAILED_STOP,
            "the manifest stopped after an error, close and open the database again: " + error,
            error);
    failure = first;
    throw first;
  }

  private boolean isWorn() {
    return file.bytes() > fileBytesMax || file.damaged();
  }

  /** Begins a new file with {@code next}; false if there is no space for one. */
  private boolean roll(DatabaseState next) throws IOException {
    ManifestFile old = file;
    long number = old.number() + 1;
    ManifestFile fresh;
    try {
      fresh = ManifestFile.create(vfs, number, next);
    } catch (NoSpaceException e) {
      return false; // The old file may still have room; if not, that is reported.
    }
    file = fresh;
    try {
      pointer = SuperBlock.point(vfs, pointer, number);
    } catch (NoSpaceException e) {
      throw new IOException("space of the superblock is gone: " + e.getMessage(), e);
    }
    old.close();
    vfs.delete(ManifestFile.name(old.number()));
    return true;
  }

  private void requireUsable() {
    if (closed) {
      throw new StorageException(Kind.CLOSED, "the manifest is closed");
    }
    StorageException first = failure;
    if (first != null) {
      throw new StorageException(first.kind(), String.valueOf(first.getMessage()), first);
    }
  }

  private void requireSameDatabase(DatabaseState next) {
    if (next.databaseId() != current.databaseId()
        || next.formatVersion() != current.formatVersion()) {
      throw new IllegalArgumentException("not a state of this database: " + next);
    }
  }

  /** Closes the file; everything committed is durable already. */
  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        file.close();
      }
    } finally {
      lock.unlock();
    }
  }
}
