package org.lightningdb.index;

import org.lightningdb.index.access.QueryScratch;
import org.lightningdb.index.table.StorageErrors;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.scratch.ScratchFile;
import org.lightningdb.storage.scratch.ScratchReader;
import org.lightningdb.storage.scratch.ScratchSpace;

/** Temporary files of the engine, with errors as the database says them. */
record StoredQueryScratch(ScratchSpace space) implements QueryScratch {
  @Override
  public SpillFile create() {
    try {
      return new StoredFile(space.create());
    } catch (StorageException e) {
      throw StorageErrors.translate(e);
    }
  }

  @Override
  public long bytesWritten() {
    return space.statistics().bytesWritten();
  }

  private record StoredFile(ScratchFile file) implements SpillFile {
    @Override
    public long write(byte[] bytes, int offset, int length) {
      try {
        return file.write(bytes, offset, length);
      } catch (StorageException e) {
        throw StorageErrors.translate(e);
      }
    }

    @Override
    public long end() {
      return file.end();
    }

    @Override
    public long contentBytes() {
      return file.contentBytes();
    }

    @Override
    public SpillReader reader(long position) {
      try {
        return new StoredReader(file.reader(position));
      } catch (StorageException e) {
        throw StorageErrors.translate(e);
      }
    }

    @Override
    public void close() {
      file.close();
    }
  }

  private record StoredReader(ScratchReader reader) implements SpillReader {
    @Override
    public boolean next() {
      try {
        return reader.next();
      } catch (StorageException e) {
        throw StorageErrors.translate(e);
      }
    }

    @Override
    public long position() {
      return reader.position();
    }

    @Override
    public byte[] bytes() {
      return reader.bytes();
    }

    @Override
    public int length() {
      return reader.length();
    }
  }
}
