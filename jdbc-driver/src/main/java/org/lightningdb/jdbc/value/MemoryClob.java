package org.lightningdb.jdbc.value;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.Clob;
import java.sql.NClob;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.lightningdb.jdbc.link.SqlErrors;

/** Text in memory. A change of it changes nothing in the database. One thread at a time. */
public final class MemoryClob implements NClob {
  private @Nullable String text;

  public MemoryClob(String text) {
    this.text = text;
  }

  private String content() throws SQLException {
    if (text == null) {
      throw SqlErrors.of(SqlErrors.OBJECT_CLOSED, "the large object was freed");
    }
    return text;
  }

  @Override
  public long length() throws SQLException {
    return content().length();
  }

  @Override
  public String getSubString(long position, int length) throws SQLException {
    String content = content();
    int start = LobPosition.start(position, content.length());
    return content.substring(start, start + LobPosition.count(length, content.length() - start));
  }

  @Override
  public Reader getCharacterStream() throws SQLException {
    return new StringReader(content());
  }

  @Override
  public Reader getCharacterStream(long position, long length) throws SQLException {
    return new StringReader(getSubString(position, LobPosition.count(length, content().length())));
  }

  @Override
  public InputStream getAsciiStream() throws SQLException {
    return new ByteArrayInputStream(content().getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public long position(String pattern, long start) throws SQLException {
    int found = content().indexOf(pattern, LobPosition.start(start, content().length()));
    return found < 0 ? -1 : found + 1L;
  }

  @Override
  public long position(Clob pattern, long start) throws SQLException {
    return position(Writing.text(pattern.getCharacterStream(), -1), start);
  }

  @Override
  public int setString(long position, String source) throws SQLException {
    return setString(position, source, 0, source.length());
  }

  @Override
  public int setString(long position, String source, int offset, int length) throws SQLException {
    String content = content();
    int start = LobPosition.start(position, content.length());
    text = overwritten(content, start, source.substring(offset, offset + length));
    return length;
  }

  @Override
  public OutputStream setAsciiStream(long position) throws SQLException {
    String before = content();
    int start = LobPosition.start(position, before.length());
    return new ByteArrayOutputStream() {
      @Override
      public void flush() {
        text = overwritten(before, start, toString(StandardCharsets.US_ASCII));
      }

      @Override
      public void close() {
        flush();
      }
    };
  }

  @Override
  public Writer setCharacterStream(long position) throws SQLException {
    String before = content();
    int start = LobPosition.start(position, before.length());
    return new StringWriter() {
      @Override
      public void flush() {
        text = overwritten(before, start, toString());
      }

      @Override
      public void close() {
        flush();
      }
    };
  }

  private static String overwritten(String before, int start, String written) {
    int end = Math.min(before.length(), start + written.length());
    return before.substring(0, start) + written + before.substring(end);
  }

  @Override
  public void truncate(long length) throws SQLException {
    text = content().substring(0, LobPosition.count(length, content().length()));
  }

  @Override
  public void free() {
    text = null;
  }
}
