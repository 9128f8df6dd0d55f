package org.lightningdb.index.catalog;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.function.Consumer;
import org.lightningdb.index.codec.BytesBuilder;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.storage.bytes.Slice;

/**
 * Writes values of the catalog. Numbers are big-endian; a text or part is its length in bytes (4)
 * and its bytes, UTF-8 for text; a list is its length (2) and its elements; a value of an enum is
 * its ordinal (1); a type is code (1) precision (4) scale (4).
 */
final class CatalogOutput {
  private final BytesBuilder out = new BytesBuilder(256);

  Slice slice() {
    return out.slice();
  }

  CatalogOutput writeByte(int value) {
    out.append(value);
    return this;
  }

  CatalogOutput writeShort(int value) {
    out.appendShort(value);
    return this;
  }

  CatalogOutput writeInt(int value) {
    out.appendInt(value);
    return this;
  }

  CatalogOutput writeLong(long value) {
    out.appendLong(value);
    return this;
  }

  CatalogOutput writeText(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.appendInt(bytes.length).append(bytes, 0, bytes.length);
    return this;
  }

  CatalogOutput writeType(SqlType type) {
    out.append(type.kind().code()).appendInt(type.precision()).appendInt(type.scale());
    return this;
  }

  CatalogOutput writeEnum(Enum<?> value) {
    return writeText(value.name());
  }

  <T> CatalogOutput writeList(Collection<T> list, Consumer<T> element) {
    out.appendShort(list.size());
    list.forEach(element);
    return this;
  }

  CatalogOutput writePart(CatalogOutput part) {
    out.appendInt(part.out.length()).append(part.slice());
    return this;
  }
}
