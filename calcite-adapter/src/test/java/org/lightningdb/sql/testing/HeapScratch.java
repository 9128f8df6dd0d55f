package org.lightningdb.sql.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lightningdb.index.access.QueryScratch;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;

/** Temporary files in the heap, which counts those that are open. For one thread. */
public final class HeapScratch implements QueryScratch {
  private int openFiles;
  private int writesLeft = Integer.MAX_VALUE;
  private long bytesWritten;

  public int openFiles() {
    return openFiles;
  }

  /** Makes all writes after so many more fail: the disk is full. */
  public void failAfter(int writes) {
    writesLeft = writes;
  }

  @Override
  public SpillFile create() {
    openFiles++;
    return new HeapFile();
  }

  @Override
  public long bytesWritten() {
    return bytesWritten;
  }

  private final class HeapFile implements SpillFile {
    private final List<byte[]> frames = new ArrayList<>();
    private long contentBytes;
    private boolean closed;

    @Override
    public long write(byte[] bytes, int offset, int length) {
      if (writesLeft-- <= 0) {
        throw DbException.of(SqlState.DISK_FULL, "the heap is full, for a test");
      }
      frames.add(Arrays.copyOfRange(bytes, offset, offset + length));
      contentBytes += length;
      bytesWritten += length;
      return frames.size() - 1L;
    }

    @Override
    public long end() {
      return frames.size();
    }

    @Override
    public long contentBytes() {
      return contentBytes;
    }

    @Override
    public SpillReader reader(long position) {
      return new HeapReader(this, position);
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        openFiles--;
      }
    }
  }

  private static final class HeapReader implements SpillReader {
    private final HeapFile file;
    private long next;

    HeapReader(HeapFile file, long next) {
      this.file = file;
      this.next = next;
    }

    @Override
    public boolean next() {
      if (file.closed) {
        throw new IllegalStateException("the file is closed");
      }
      if (next == file.frames.size()) {
        return false;
      }
      next++;
      return true;
    }

    @Override
    public long position() {
      return next;
    }

    @Override
    public byte[] bytes() {
      return file.frames.get((int) next - 1);
    }

    @Override
    public int length() {
      return bytes().length;
    }
  }
}
