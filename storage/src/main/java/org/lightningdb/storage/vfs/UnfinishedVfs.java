package org.lightningdb.storage.vfs;

import java.io.IOException;
import java.util.List;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;

/**
 * A directory that is being filled and must not be taken for complete if that is cut off: as long
 * as it is unfinished it holds the file {@code UNFINISHED}, and nobody but its maker opens it. The
 * maker sees the directory without that file. Thread-safe as the directory itself.
 */
public final class UnfinishedVfs implements Vfs {
  private static final String MARK = "UNFINISHED";

  private final Vfs directory;

  private UnfinishedVfs(Vfs directory) {
    this.directory = directory;
  }

  /**
   * Marks an empty directory as unfinished, durably, before anything else is in it.
   *
   * @throws StorageException {@code INVALID_REQUEST} if it is not empty
   */
  public static UnfinishedVfs begin(Vfs directory) throws IOException {
    List<String> names = directory.list();
    if (!names.isEmpty()) {
      throw new StorageException(
          Kind.INVALID_REQUEST,
          directory.describe() + " is not empty, it holds " + names.get(0) + "; name a new one");
    }
    directory.create(MARK).close();
    directory.syncDirectory();
    return new UnfinishedVfs(directory);
  }

  /** Declares the directory complete. Everything in it must be durable; then that is, too. */
  public void finish() throws IOException {
    directory.syncDirectory();
    directory.delete(MARK);
    directory.syncDirectory();
  }

  /**
   * Returns only if {@code directory} is not the rest of something that was cut off.
   *
   * @throws StorageException {@code CORRUPT} if it is
   */
  public static void requireFinished(Vfs directory) throws IOException {
    if (directory.exists(MARK)) {
      throw new StorageException(
          Kind.CORRUPT,
          directory.describe()
              + " was not finished: what filled it was cut off; delete it and do that again");
    }
  }

  @Override
  public VfsFile create(String name) throws IOException {
    return directory.create(name);
  }

  @Override
  public VfsFile open(String name) throws IOException {
    return directory.open(name);
  }

  @Override
  public boolean exists(String name) throws IOException {
    return !name.equals(MARK) && directory.exists(name);
  }

  @Override
  public List<String> list() throws IOException {
    return directory.list().stream().filter(name -> !name.equals(MARK)).toList();
  }

  @Override
  public void delete(String name) throws IOException {
    directory.delete(name);
  }

  @Override
  public void rename(String source, String target) throws IOException {
    directory.rename(source, target);
  }

  @Override
  public void syncDirectory() throws IOException {
    directory.syncDirectory();
  }

  @Override
  public AutoCloseable lock() throws IOException {
    return directory.lock();
  }

  @Override
  public String describe() {
    return directory.describe();
  }

  @Override
  public void close() throws IOException {
    directory.close();
  }
}
