package org.lightningdb.storage.backup;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.lightningdb.storage.vfs.Vfs;
import org.lightningdb.storage.vfs.VfsFile;
import org.lightningdb.storage.wal.ArchivedLog;
import org.lightningdb.storage.wal.SegmentArchive;

/**
 * Keeps the segments of a log in a directory, each under its own name, durable before the log lets
 * go of it. A segment appears under its name only when all of it is there. With a full backup from
 * before, they lead to every later commit that they hold.
 *
 * <p>Used by the thread of one log. The directory must belong to one database only.
 */
public final class DirectoryArchive implements SegmentArchive {
  private static final String TEMPORARY = "ARCHIVING";
  private static final int CHUNK_BYTES = 1 << 20;

  private final Vfs directory;

  public DirectoryArchive(Vfs directory) {
    this.directory = directory;
  }

  @Override
  public void archive(long firstLsn, long endLsn, VfsFile segment) throws IOException {
    requireSameDatabase(segment);
    if (directory.exists(TEMPORARY)) {
      directory.delete(TEMPORARY);
    }
    try (VfsFile copy = directory.create(TEMPORARY)) {
      copy(segment, copy, ArchivedLog.fileBytes(endLsn - firstLsn));
      copy.force();
    }
    directory.rename(TEMPORARY, segment.name());
    directory.syncDirectory();
  }

  /** What lies behind the end means nothing, and becomes zeros. */
  private static void copy(VfsFile from, VfsFile to, long length) throws IOException {
    byte[] chunk = new byte[CHUNK_BYTES];
    long size = from.size();
    for (long at = 0; at < size; at += chunk.length) {
      int wanted = (int) Math.min(chunk.length, size - at);
      int found = at < length ? (int) Math.min(wanted, length - at) : 0;
      int read = from.read(at, chunk, 0, found);
      if (read < found) {
        throw new IOException(from.name() + " was cut off at " + (at + read));
      }
      Arrays.fill(chunk, found, wanted, (byte) 0);
      to.write(at, chunk, 0, wanted);
    }
  }

  private void requireSameDatabase(VfsFile segment) throws IOException {
    List<String> names = directory.list().stream().filter(name -> name.startsWith("WAL-")).toList();
    if (names.isEmpty()) {
      return;
    }
    try (VfsFile newest = directory.open(names.get(names.size() - 1))) {
      if (ArchivedLog.databaseId(newest) != ArchivedLog.databaseId(segment)) {
        throw new IOException(
            directory.describe() + " holds the archive of another database, see " + newest.name());
      }
    }
  }
}
