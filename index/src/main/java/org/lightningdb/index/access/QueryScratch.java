package org.lightningdb.index.access;

/**
 * Temporary files for what a query cannot keep in memory, beside the database's own files (in
 * memory for a database in memory): compressed where that helps, checked when read, never forced.
 * They are gone when they are closed, at the latest with the database, or when it is opened after a
 * crash. Thread-safe.
 *
 * <p>All methods fail with {@link org.lightningdb.index.error.DbException}: 53100 if the disk (or
 * what temporary files may take of it) is full, 58030 for other I/O errors, XX001 if something is
 * not what was written, 57P01 if the database was closed. The query fails, the database goes on.
 */
public interface QueryScratch {
  /** Most bytes that one frame takes. */
  int FRAME_BYTES_MAX = 128 << 20;

  /** A new, empty file. */
  SpillFile create();

  /** Bytes written to all temporary files since the database was opened, as they went to disk. */
  long bytesWritten();

  /**
   * Frames of bytes, appended by one thread at a time and read by any number of readers, also while
   * more are appended. Each frame is one write and one read: collect rows into frames of some 64
   * KiB to 1 MiB. Closing removes the file and ends its readers; closing twice is harmless.
   */
  interface SpillFile extends AutoCloseable {
    /**
     * Appends a frame of {@code length} bytes, which are not kept. If this fails, the file is as
     * before.
     *
     * @return the frame's position
     */
    long write(byte[] bytes, int offset, int length);

    /** Where the next frame will be: 0 in an empty file. */
    long end();

    /** Bytes handed to {@link #write} so far; on disk they may be fewer. */
    long contentBytes();

    /**
     * Reads the frames in the order in which they were written.
     *
     * @param position of the first one: 0, what {@link #write} returned, or {@link #end}
     */
    SpillReader reader(long position);

    @Override
    void close();
  }

  /**
   * A place in a file; for one thread at a time, and simply dropped in the end. It holds about two
   * frames in memory.
   */
  interface SpillReader {
    /** Goes to the next frame; returns false if there is none (yet). */
    boolean next();

    /** Where the next frame is. */
    long position();

    /** The frame, from index 0 on; overwritten by the next call of {@link #next}. */
    byte[] bytes();

    /** How many of {@link #bytes} are the frame. */
    int length();
  }
}
