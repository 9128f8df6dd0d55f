package org.lightningdb.jdbc.value;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Blob;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lightningdb.jdbc.link.SqlErrors;

/** Bytes in memory. A change of it changes nothing in the database. One thread at a time. */
public final class MemoryBlob implements Blob {
  private byte @Nullable [] bytes;

  public MemoryBlob(byte[] bytes) {
    this.bytes = bytes;
  }

  private byte[] content() throws SQLException {
    if (bytes == null) {
      throw SqlErrors.of(SqlErrors.OBJECT_CLOSED, "the large object was freed");
    }
    return bytes;
  }

  @Override
  public long length() throws SQLException {
    return content().length;
  }

  @Override
  public byte[] getBytes(long position, int length) throws SQLException {
    byte[] content = content();
    int start = LobPosition.start(position, content.length);
    int count = LobPosition.count(length, content.length - start);
    return Arrays.copyOfRange(content, start, start + count);
  }

  @Override
  public InputStream getBinaryStream() throws SQLException {
    return new ByteArrayInputStream(content());
  }

  @Override
  public InputStream getBinaryStream(long position, long length) throws SQLException {
    byte[] content = content();
    int start = LobPosition.start(position, content.length);
    return new ByteArrayInputStream(
        content, start, LobPosition.count(length, content.length - start));
  }

  @Override
  public long position(byte[] pattern, long start) throws SQLException {
    byte[] content = content();
    for (int i = LobPosition.start(start, content.length);
        i <= content.length - pattern.length;
        i++) {
      if (Arrays.equals(content, i, i + pattern.length, pattern, 0, pattern.length)) {
        return i + 1L;
      }
    }
    return -1;
  }

  @Override
  public long position(Blob pattern, long start) throws SQLException {
    return position(Writing.bytes(pattern.getBinaryStream(), -1), start);
  }

  @Override
  public int setBytes(long position, byte[] source) throws SQLException {
    return setBytes(position, source, 0, source.length);
  }

  @Override
  public int setBytes(long position, byte[] source, int offset, int length) throws SQLException {
    byte[] content = content();
    int start = LobPosition.start(position, content.length);
    bytes = overwritten(content, start, Arrays.copyOfRange(source, offset, offset + length));
    return length;
  }

  @Override
  public OutputStream setBinaryStream(long position) throws SQLException {
    byte[] before = content();
    int start = LobPosition.start(position, before.length);
    return new ByteArrayOutputStream() {
      @Override
      public void flush() {
        bytes = overwritten(before, start, toByteArray());
      }

      @Override
      public void close() {
        flush();
      }
    };
  }

  private static byte[] overwritten(byte[] before, int start, byte[] written) {
    byte[] changed = Arrays.copyOf(before, Math.max(before.length, start + written.length));
    System.arraycopy(written, 0, changed, start, written.length);
    return changed;
  }

  @Override
  public void truncate(long length) throws SQLException {
    bytes = Arrays.copyOf(content(), LobPosition.count(length, content().length));
  }

  @Override
  public void free() {
    bytes = null;
  }
}
