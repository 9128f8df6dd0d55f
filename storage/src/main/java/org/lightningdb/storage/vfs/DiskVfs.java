package org.lightningdb.storage.vfs;

import java.io.IOException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A directory of the operating system. */
public final class DiskVfs implements Vfs {
  private static final boolean DIRECTORIES_CAN_BE_FORCED =
      !System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

  private final Path directory;

  /** Guards the set of open files and every change of the directory. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Map<String, List<DiskFile>> openFiles = new HashMap<>();
  private @Nullable DiskLock processLock;
  private boolean closed;

  private DiskVfs(Path directory) {
    this.directory = directory;
  }

  /**
   * Opens {@code directory}. With {@code createIfMissing} it and its missing parents are created
   * and made durable.
   *
   * @throws NoSuchFileException if it is missing and must not be created
   * @throws NotDirectoryException if it is something else
   */
  public static DiskVfs open(Path directory, boolean createIfMissing) throws IOException {
    Path absolute = directory.toAbsolutePath().normalize();
    if (Files.exists(absolute) && !Files.isDirectory(absolute)) {
      throw new NotDirectoryException(absolute.toString());
    }
    if (!Files.isDirectory(absolute)) {
      if (!createIfMissing) {
        throw new NoSuchFileException(absolute.toString());
      }
      createDurably(absolute);
    }
    return new DiskVfs(absolute.toRealPath());
  }

  private static void createDurably(Path directory) throws IOException {
    Path parent = directory.getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      createDurably(parent);
    }
    try {
      Files.createDirectory(directory);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(directory)) {
        throw e;
      }
    }
    if (parent != null) {
      forceDirectory(parent);
    }
  }

  @Override
  public VfsFile create(String name) throws IOException {
    return openFile(name, true);
  }

  @Override
  public VfsFile open(String name) throws IOException {
    return openFile(name, false);
  }

  private VfsFile openFile(String name, boolean createNew) throws IOException {
    Path path = path(name);
    lock.lock();
    try {
      requireOpen();
      DiskFile file = new DiskFile(this, name, path, createNew);
      openFiles.computeIfAbsent(name, unused -> new ArrayList<>(1)).add(file);
      return file;
    } catch (IOException e) {
      throw NoSpace.translate(e, directory, 1);
    } finally {
      lock.unlock();
    }
  }

  void closed(DiskFile file) {
    lock.lock();
    try {
      List<DiskFile> handles = openFiles.get(file.name());
      if (handles != null && handles.remove(file) && handles.isEmpty()) {
        openFiles.remove(file.name());
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean exists(String name) throws IOException {
    return Files.isRegularFile(path(name));
  }

  @Override
  public List<String> list() throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        Path last = entry.getFileName();
        if (last != null && !last.toString().equals(FileName.LOCK) && !Files.isDirectory(entry)) {
          names.add(last.toString());
        }
      }
    }
    Collections.sort(names);
    return names;
  }

  @Override
  public void delete(String name) throws IOException {
    Path path = path(name);
    lock.lock();
    try {
      requireOpen();
      requireNoHandle(name);
      Files.delete(path);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void rename(String source, String target) throws IOException {
    Path from = path(source);
    Path to = path(target);
    lock.lock();
    try {
      requireOpen();
      requireNoHandle(source);
      requireNoHandle(target);
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw NoSpace.translate(e, directory, 1);
    } finally {
      lock.unlock();
    }
  }

  private void requireNoHandle(String name) throws IOException {
    if (openFiles.containsKey(name)) {
      throw new IOException(directory.resolve(name) + " is still open");
    }
  }

  private void requireOpen() throws IOException {
    if (closed) {
      throw new IOException(directory + " is closed");
    }
  }

  @Override
  public void syncDirectory() throws IOException {
    forceDirectory(directory);
  }

  /** On Windows a directory cannot be forced; NTFS journals its changes in order by itself. */
  private static void forceDirectory(Path directory) throws IOException {
    if (DIRECTORIES_CAN_BE_FORCED) {
      // An asynchronous channel, because an interrupt cannot close it half way.
      try (AsynchronousFileChannel channel =
          AsynchronousFileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  @Override
  public AutoCloseable lock() throws IOException {
    lock.lock();
    try {
      requireOpen();
      DiskLock taken = DiskLock.take(directory);
      processLock = taken;
      return taken;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String describe() {
    return directory.toString();
  }

  /** Also closes the files that are still open, and gives the lock back. */
  @Override
  public void close() throws IOException {
    List<DiskFile> leftOver = new ArrayList<>();
    DiskLock held;
    lock.lock();
    try {
      closed = true;
      openFiles.values().forEach(leftOver::addAll);
      held = processLock;
      processLock = null;
    } finally {
      lock.unlock();
    }
    for (DiskFile file : leftOver) {
      file.close();
    }
    if (held != null) {
      held.close();
    }
  }

  Path directory() {
    return directory;
  }

  private Path path(String name) throws IOException {
    return directory.resolve(FileName.requireSimple(name));
  }
}
