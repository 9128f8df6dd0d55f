package org.lightningdb.index.catalog;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.codec.BytesBuilder;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.ColumnDescriptor.Identity;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.IndexDescriptor.KeyColumn;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.table.StorageErrors;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.storage.bytes.Slice;

/**
 * Table descriptors as bytes. Numbers are big-endian; a text is its length in bytes (4) and its
 * UTF-8.
 *
 * <pre>
 *   table   := version (1) id (4) schema name  count (2) column…  index  count (2) index…
 *   column  := name  type code (1) precision (4) scale (4)  flags (1)  [default, if flag 2]
 *              flags: 1 nullable, 2 has default, 4 identity by default, 8 identity always
 *   index   := id (4) name store (8)  flags (1)  count (2) { column (2) descending (1) }…
 *              flags: 1 primary, 2 unique, 4 constraint
 * </pre>
 */
final class DescriptorCodec {
  private static final int VERSION = 1;
  private static final int NULLABLE = 1;
  private static final int HAS_DEFAULT = 2;
  private static final int BY_DEFAULT = 4;
  private static final int ALWAYS = 8;
  private static final int PRIMARY = 1;
  private static final int UNIQUE = 2;
  private static final int CONSTRAINT = 4;

  private DescriptorCodec() {}

  static Slice encode(TableDescriptor table) {
    BytesBuilder out = new BytesBuilder(512).append(VERSION).appendInt(table.id());
    appendText(out, table.schema());
    appendText(out, table.name());
    out.appendShort(table.columns().size());
    for (ColumnDescriptor column : table.columns()) {
      appendColumn(out, column);
    }
    appendIndex(out, table.primary());
    out.appendShort(table.indexes().size());
    for (IndexDescriptor index : table.indexes()) {
      appendIndex(out, index);
    }
    return out.slice();
  }

  static TableDescriptor decode(Slice bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes.array(), bytes.offset(), bytes.length());
    try {
      int version = in.get();
      if (version != VERSION) {
        throw DbException.of(
            SqlState.UNABLE_TO_CONNECT,
            "the catalog holds a table of version "
                + version
                + ", this release reads version "
                + VERSION);
      }
      int id = in.getInt();
      String schema = text(in);
      String name = text(in);
      List<ColumnDescriptor> columns = new ArrayList<>();
      for (int count = in.getShort(); count > 0; count--) {
        columns.add(column(in));
      }
      IndexDescriptor primary = index(in);
      List<IndexDescriptor> indexes = new ArrayList<>();
      for (int count = in.getShort(); count > 0; count--) {
        indexes.add(index(in));
      }
      return new TableDescriptor(id, schema, name, columns, primary, indexes);
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw StorageErrors.corrupted("a table of the catalog", e);
    }
  }

  /** A name as the catalog keeps it in values. */
  static Slice encodeText(String text) {
    return Slice.utf8(text);
  }

  static String decodeText(Slice bytes) {
    return new String(bytes.array(), bytes.offset(), bytes.length(), StandardCharsets.UTF_8);
  }

  private static void appendColumn(BytesBuilder out, ColumnDescriptor column) {
    appendText(out, column.name());
    SqlType type = column.type();
    out.append(type.kind().code()).appendInt(type.precision()).appendInt(type.scale());
    int identity =
        switch (column.identity()) {
          case NONE -> 0;
          case BY_DEFAULT -> BY_DEFAULT;
          case ALWAYS -> ALWAYS;
        };
    String defaultSql = column.defaultSql();
    out.append(
        (column.nullable() ? NULLABLE : 0) | (defaultSql == null ? 0 : HAS_DEFAULT) | identity);
    if (defaultSql != null) {
      appendText(out, defaultSql);
    }
  }

  private static ColumnDescriptor column(ByteBuffer in) {
    String name = text(in);
    SqlType type = new SqlType(kind(in.get()), in.getInt(), in.getInt());
    int flags = in.get();
    @Nullable String defaultSql = (flags & HAS_DEFAULT) == 0 ? null : text(in);
    Identity identity =
        (flags & ALWAYS) != 0
            ? Identity.ALWAYS
            : (flags & BY_DEFAULT) != 0 ? Identity.BY_DEFAULT : Identity.NONE;
    return new ColumnDescriptor(name, type, (flags & NULLABLE) != 0, defaultSql, identity);
  }

  private static TypeKind kind(int code) {
    for (TypeKind kind : TypeKind.values()) {
      if (kind.code() == code) {
        return kind;
      }
    }
    throw new IllegalArgumentException("unknown type code " + code);
  }

  private static void appendIndex(BytesBuilder out, IndexDescriptor index) {
    out.appendInt(index.id());
    appendText(out, index.name());
    out.appendLong(index.storeId());
    out.append(
        (index.primary() ? PRIMARY : 0)
            | (index.unique() ? UNIQUE : 0)
            | (index.constraint() ? CONSTRAINT : 0));
    out.appendShort(index.columns().size());
    for (KeyColumn key : index.columns()) {
      out.appendShort(key.column()).append(key.descending() ? 1 : 0);
    }
  }

  private static IndexDescriptor index(ByteBuffer in) {
    int id = in.getInt();
    String name = text(in);
    long storeId = in.getLong();
    int flags = in.get();
    List<KeyColumn> columns = new ArrayList<>();
    for (int count = in.getShort(); count > 0; count--) {
      columns.add(new KeyColumn(in.getShort(), in.get() != 0));
    }
    return new IndexDescriptor(
        id,
        name,
        storeId,
        (flags & PRIMARY) != 0,
        (flags & UNIQUE) != 0,
        (flags & CONSTRAINT) != 0,
        columns);
  }

  private static void appendText(BytesBuilder out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.appendInt(bytes.length).append(bytes, 0, bytes.length);
  }

  private static String text(ByteBuffer in) {
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw new IllegalArgumentException("a text of " + length + " bytes");
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
