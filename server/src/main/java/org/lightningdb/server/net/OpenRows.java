package org.lightningdb.server.net;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.avatica.Meta;
import org.jspecify.annotations.Nullable;
import org.lightningdb.jdbc.link.LinkColumn;
import org.lightningdb.jdbc.link.RowStream;
import org.lightningdb.jdbc.link.SqlErrors;
import org.lightningdb.jdbc.remote.WireValues;

/**
 * A result that is handed out frame by frame. The last frame is kept, so that a client whose answer
 * was lost can ask for it again.
 */
final class OpenRows implements AutoCloseable {
  private static final int FRAME_ROWS_DEFAULT = 1_000;
  private static final int FRAME_ROWS_MAX = 20_000;
  private static final long FRAME_BYTES_MAX = 8L << 20;
  private static final int SCALAR_BYTES = 16;

  private final RowStream stream;
  private final boolean fineTime;
  private final List<LinkColumn> columns;
  private Meta.Frame last = Meta.Frame.MORE;
  private long position;

  /**
   * @param fineTime whether the client understands times that are finer than milliseconds
   */
  OpenRows(RowStream stream, boolean fineTime) {
    this.fineTime = fineTime;
    this.stream = stream;
    this.columns = stream.columns();
  }

  List<LinkColumn> columns() {
    return columns;
  }

  boolean done() {
    return last.done;
  }

  /**
   * The frame that begins with row {@code offset}: the next one, or the last one once more.
   *
   * @param rowsMax most rows; zero or less = as the server likes. The frame may be shorter
   */
  Meta.Frame frame(long offset, int rowsMax) throws SQLException {
    if (offset == last.offset && offset != position) {
      return last;
    }
    if (offset != position) {
      throw SqlErrors.of(
          SqlErrors.INVALID_CURSOR_STATE,
          "row " + offset + " was asked for, but the result is at row " + position);
    }
    if (last.done) {
      return new Meta.Frame(position, true, List.of());
    }
    last = read(rowsMax <= 0 ? FRAME_ROWS_DEFAULT : Math.min(rowsMax, FRAME_ROWS_MAX));
    return last;
  }

  /** All rows that are left, in one frame. */
  Meta.Frame allRows() throws SQLException {
    last = read(Integer.MAX_VALUE);
    return last;
  }

  private Meta.Frame read(int rowsMax) throws SQLException {
    long offset = position;
    long bytes = 0;
    List<Object> rows = new ArrayList<>();
    boolean limited = rowsMax != Integer.MAX_VALUE;
    while (rows.size() < rowsMax && !(limited && bytes > FRAME_BYTES_MAX)) {
      if (!stream.next()) {
        position += rows.size();
        return new Meta.Frame(offset, true, rows);
      }
      @Nullable Object[] row = new @Nullable Object[columns.size()];
      for (int i = 0; i < row.length; i++) {
        row[i] = WireValues.toRow(stream.value(i), fineTime);
        bytes += size(row[i]);
      }
      rows.add(row);
    }
    position += rows.size();
    return new Meta.Frame(offset, false, rows);
  }

  private static int size(@Nullable Object value) {
    if (value instanceof String text) {
      return SCALAR_BYTES + text.length();
    }
    return value instanceof byte[] bytes ? SCALAR_BYTES + bytes.length : SCALAR_BYTES;
  }

  @Override
  public void close() throws SQLException {
    stream.close();
  }
}
