package org.lightningdb.storage.wal;

import java.io.IOException;
import org.lightningdb.storage.vfs.VfsFile;

/**
 * Keeps copies of the log beyond the life of its segments. A segment is neither used again nor
 * deleted before it was archived; if that keeps failing, the log grows until the disk is full.
 */
@FunctionalInterface
public interface SegmentArchive {
  /**
   * Takes over the part of the log from {@code firstLsn} (inclusive) up to {@code endLsn}
   * (exclusive), all of which is on the device and never changes again. A copy of the whole file
   * under its own name can be read as a segment by a later opening; what is in it from {@code
   * endLsn} on means nothing.
   *
   * <p>Called by one thread of the log, soon after the segment is full, in the order of the log.
   * May be called again for a segment that was taken over before, after a restart or a failure.
   * Must not use the log. Commits go on meanwhile.
   *
   * @param segment open for reading during the call; neither to be written nor closed
   * @throws IOException if it could not be taken over; it is offered again after a pause of at most
   *     five seconds
   */
  void archive(long firstLsn, long endLsn, VfsFile segment) throws IOException;
}
