package org.lightningdb.index.codec;

import java.math.BigDecimal;
import java.util.List;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.storage.bytes.Slice;

/**
 * Reads the columns of one key after the other without copying it. Column starts are found when
 * first asked for.
 */
public final class KeyReader extends ColumnSource {
  /** Type and direction of a key column. */
  public record KeyPart(SqlType type, boolean descending) {}

  private final KeyPart[] parts;
  private final int[] starts;
  private final BytesBuilder unescaped = new BytesBuilder(32);
  private byte[] key = new byte[0];
  private int end;
  private int known;

  public KeyReader(List<KeyPart> parts) {
    this.parts = parts.toArray(new KeyPart[0]);
    this.starts = new int[parts.size() + 1];
  }

  public int columnCount() {
    return parts.length;
  }

  /** Reads {@code slice} from now on; it must stay as it is while columns are read. */
  public KeyReader set(Slice slice) {
    key = slice.array();
    starts[0] = slice.offset();
    end = slice.offset() + slice.length();
    known = 0;
    return this;
  }

  /** Where in the array the column starts; the number of columns gives the end of the last. */
  public int start(int column) {
    while (known < column) {
      KeyPart part = parts[known];
      int next = KeyCodec.skip(key, starts[known], part.type(), part.descending());
      if (next > end) {
        throw new IllegalArgumentException("the key ends inside column " + known);
      }
      starts[++known] = next;
    }
    return starts[column];
  }

  /** Points {@code target} at what follows the first {@code columns} columns. */
  public Slice rest(int columns, Slice target) {
    int start = start(columns);
    return target.set(key, start, end - start);
  }

  @Override
  public SqlType type(int column) {
    return parts[column].type();
  }

  @Override
  public boolean isNull(int column) {
    return KeyCodec.isNull(key, start(column), parts[column].descending());
  }

  @Override
  public long longAt(int column) {
    KeyPart part = parts[column];
    return KeyCodec.decodeLong(key, start(column), part.type(), part.descending());
  }

  @Override
  public double doubleAt(int column) {
    KeyPart part = parts[column];
    return KeyCodec.decodeDouble(key, start(column), part.type(), part.descending());
  }

  @Override
  public Slice bytesAt(int column, Slice target) {
    unescaped.clear();
    KeyPart part = parts[column];
    KeyCodec.decodeBytes(key, start(column), part.type(), part.descending(), unescaped);
    return target.set(unescaped.array(), 0, unescaped.length());
  }

  @Override
  public BigDecimal decimalAt(int column) {
    KeyPart part = parts[column];
    return KeyCodec.decodeDecimal(key, start(column), part.type(), part.descending());
  }
}
