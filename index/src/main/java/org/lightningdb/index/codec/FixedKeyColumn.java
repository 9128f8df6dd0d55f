package org.lightningdb.index.codec;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.storage.vector.BytesVector;
import org.lightningdb.storage.vector.ColumnKind;
import org.lightningdb.storage.vector.LongVector;

/**
 * A LONG column of a key that starts at the same place in every key, as long as no column before it
 * is NULL: read out of many keys at once.
 */
public final class FixedKeyColumn {
  private final SqlType type;
  private final boolean descending;
  private final int[] tagOffsets;
  private final byte[] tags;

  private FixedKeyColumn(KeyReader.KeyPart part, int[] tagOffsets, byte[] tags) {
    this.type = part.type();
    this.descending = part.descending();
    this.tagOffsets = tagOffsets;
    this.tags = tags;
  }

  /** Null if the column is no such one. */
  public static @Nullable FixedKeyColumn of(List<KeyReader.KeyPart> parts, int column) {
    if (parts.get(column).type().columnKind() != ColumnKind.LONG) {
      return null;
    }
    int[] offsets = new int[column + 1];
    byte[] tags = new byte[column + 1];
    int offset = 0;
    for (int i = 0; i <= column; i++) {
      KeyReader.KeyPart part = parts.get(i);
      int width = KeyCodec.valueWidth(part.type());
      if (width < 0) {
        return null;
      }
      offsets[i] = offset;
      tags[i] = (byte) (part.descending() ? ~KeyCodec.TAG_VALUE : KeyCodec.TAG_VALUE);
      offset += 1 + width;
    }
    return new FixedKeyColumn(parts.get(column), offsets, tags);
  }

  /**
   * Reads the column out of keys.
   *
   * @param rows positions of the keys; null if they are the first {@code count}
   * @param target takes the values from 0 on; nothing in it is NULL
   * @return false if some key has a NULL in this column or before it: nothing is read then
   */
  public boolean copyTo(BytesVector keys, int @Nullable [] rows, int count, LongVector target) {
    byte[] bytes = keys.buffer();
    int own = tagOffsets[tagOffsets.length - 1];
    long[] values = target.values();
    boolean eight = KeyCodec.valueWidth(type) == Long.BYTES;
    long flip = descending ? Long.MAX_VALUE : Long.MIN_VALUE;
    for (int i = 0; i < count; i++) {
      int start = keys.start(rows == null ? i : rows[i]);
      for (int tag = 0; tag < tagOffsets.length; tag++) {
        if (bytes[start + tagOffsets[tag]] != tags[tag]) {
          return false;
        }
      }
      values[i] =
          eight
              ? (long) BytesBuilder.LONG.get(bytes, start + own + 1) ^ flip
              : KeyCodec.decodeLong(bytes, start + own, type, descending);
    }
    return true;
  }
}
