package org.lightningdb.index.catalog;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.storage.bytes.Slice;

/**
 * Reads what {@link CatalogOutput} has written. Bytes that end too early are a {@link
 * java.nio.BufferUnderflowException}, other nonsense an {@link IllegalArgumentException}.
 */
final class CatalogInput {
  private final ByteBuffer in;

  CatalogInput(Slice bytes) {
    this(ByteBuffer.wrap(bytes.array(), bytes.offset(), bytes.length()));
  }

  private CatalogInput(ByteBuffer in) {
    this.in = in;
  }

  int readByte() {
    return in.get() & 0xFF;
  }

  int readShort() {
    return in.getShort() & 0xFFFF;
  }

  int readInt() {
    return in.getInt();
  }

  long readLong() {
    return in.getLong();
  }

  String readText() {
    byte[] bytes = new byte[readLength()];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  SqlType readType() {
    return new SqlType(kind(in.get()), in.getInt(), in.getInt());
  }

  <T> List<T> readList(Supplier<T> element) {
    List<T> list = new ArrayList<>();
    for (int count = readShort(); count > 0; count--) {
      list.add(element.get());
    }
    return list;
  }

  <E extends Enum<E>> E readEnum(Class<E> type) {
    return Enum.valueOf(type, readText());
  }

  /** The next bytes, preceded by their length, as an input of their own. */
  CatalogInput readPart() {
    int length = readLength();
    CatalogInput part = new CatalogInput(in.slice(in.position(), length));
    in.position(in.position() + length);
    return part;
  }

  private int readLength() {
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw new IllegalArgumentException("a length of " + length + " bytes");
    }
    return length;
  }

  private static TypeKind kind(int code) {
    for (TypeKind kind : TypeKind.values()) {
      if (kind.code() == code) {
        return kind;
      }
    }
    throw new IllegalArgumentException("unknown type code " + code);
  }
}
