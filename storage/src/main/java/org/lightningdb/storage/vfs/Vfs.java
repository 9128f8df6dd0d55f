package org.lightningdb.storage.vfs;

import java.io.IOException;
import java.util.List;

/**
 * One directory of files, flat, named by simple names. The only way to durable bytes.
 *
 * <p>Durability verbs: {@link VfsFile#force} makes a file's bytes and size durable; {@link
 * #syncDirectory} makes creations, deletions and renames durable. Nothing else is promised. All
 * methods are thread-safe and unaffected by interrupts: an interrupted caller finishes its I/O and
 * keeps its interrupt flag.
 *
 * <p>Names consist of visible ASCII without slashes, backslashes and colons and start with no dot;
 * {@code LOCK} belongs to {@link #lock}. A file must be closed before it is deleted, renamed or
 * replaced.
 *
 * <p>Errors are {@link IOException}; a full disk is a {@link NoSpaceException}, a missing file a
 * {@link java.nio.file.NoSuchFileException}.
 */
public interface Vfs extends AutoCloseable {
  /** Creates a file that must not exist yet, open for reading and writing. */
  VfsFile create(String name) throws IOException;

  /** Opens an existing file for reading and writing. */
  VfsFile open(String name) throws IOException;

  boolean exists(String name) throws IOException;

  /** The names of all files, sorted; the lock file and directories are not among them. */
  List<String> list() throws IOException;

  void delete(String name) throws IOException;

  /** Renames; an existing target is replaced, seen by others as one step. */
  void rename(String source, String target) throws IOException;

  void syncDirectory() throws IOException;

  /**
   * Takes the lock that keeps other processes out, until the result is closed.
   *
   * @throws org.lightningdb.storage.error.StorageException {@code IN_USE}, naming the process id of
   *     the holder, if another process (or another opener in this one) holds it
   */
  AutoCloseable lock() throws IOException;

  /** Where this is, for messages: a path, or {@code mem:name}. */
  String describe();

  @Override
  void close() throws IOException;
}
