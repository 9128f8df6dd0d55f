package org.lightningdb.index.catalog;

import java.nio.BufferUnderflowException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.ColumnDescriptor.Identity;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.IndexDescriptor.KeyColumn;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.table.StorageErrors;
import org.lightningdb.storage.bytes.Slice;

/**
 * Table descriptors as bytes, in the notation of {@link CatalogOutput}.
 *
 * <pre>
 *   table    := version (1) id (4) schema name  list of column  index  list of index  [sections]
 *   column   := name  type  flags (1)  [default, if flag 2]
 *               flags: 1 nullable, 2 has default, 4 identity by default, 8 identity always
 *   index    := id (4) name store (8)  flags (1)  list of { column (2) descending (1) }
 *               flags: 1 primary, 2 unique, 4 constraint
 *   sections := what {@link TableSections} says, in version 2 only
 * </pre>
 *
 * <p>Version 1 is written for tables that have nothing to say in sections, so that earlier releases
 * read them. A new property of tables is a new section, not a new version.
 */
final class DescriptorCodec {
  private static final int PLAIN = 1;
  private static final int SECTIONED = 2;

  private static final int NULLABLE = 1;
  private static final int HAS_DEFAULT = 2;
  private static final int BY_DEFAULT = 4;
  private static final int ALWAYS = 8;
  private static final int PRIMARY = 1;
  private static final int UNIQUE = 2;
  private static final int CONSTRAINT = 4;

  private DescriptorCodec() {}

  static Slice encode(TableDescriptor table) {
    TableSections sections = TableSections.of(table);
    CatalogOutput out = new CatalogOutput();
    out.writeByte(sections.isEmpty() ? PLAIN : SECTIONED).writeInt(table.id());
    out.writeText(table.schema()).writeText(table.name());
    out.writeList(table.columns(), column -> write(out, column));
    write(out, table.primary());
    out.writeList(table.indexes(), index -> write(out, index));
    if (!sections.isEmpty()) {
      sections.write(out);
    }
    return out.slice();
  }

  static TableDescriptor decode(Slice bytes) {
    CatalogInput in = new CatalogInput(bytes);
    try {
      int version = in.readByte();
      if (version != PLAIN && version != SECTIONED) {
        throw writtenLater("a table of version " + version);
      }
      TableDescriptor plain =
          new TableDescriptor(
              in.readInt(),
              in.readText(),
              in.readText(),
              in.readList(() -> column(in)),
              index(in),
              in.readList(() -> index(in)));
      return version == PLAIN ? plain : TableSections.read(in).applyTo(plain);
    } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw StorageErrors.corrupted("a table of the catalog", e);
    }
  }

  /** The error of a release that meets what a later one has written. */
  static DbException writtenLater(String what) {
    return DbException.of(
        SqlState.UNABLE_TO_CONNECT,
        "the catalog holds " + what + ", which this release is too old to read");
  }

  /** A name as the catalog keeps it in values. */
  static Slice encodeText(String text) {
    return Slice.utf8(text);
  }

  static String decodeText(Slice bytes) {
    return new String(bytes.array(), bytes.offset(), bytes.length(), StandardCharsets.UTF_8);
  }

  private static void write(CatalogOutput out, ColumnDescriptor column) {
    int identity =
        switch (column.identity()) {
          case NONE -> 0;
          case BY_DEFAULT -> BY_DEFAULT;
          case ALWAYS -> ALWAYS;
        };
    String defaultSql = column.defaultSql();
    out.writeText(column.name()).writeType(column.type());
    out.writeByte(
        (column.nullable() ? NULLABLE : 0) | (defaultSql == null ? 0 : HAS_DEFAULT) | identity);
    if (defaultSql != null) {
      out.writeText(defaultSql);
    }
  }

  private static ColumnDescriptor column(CatalogInput in) {
    String name = in.readText();
    var type = in.readType();
    int flags = in.readByte();
    @Nullable String defaultSql = (flags & HAS_DEFAULT) == 0 ? null : in.readText();
    Identity identity =
        (flags & ALWAYS) != 0
            ? Identity.ALWAYS
            : (flags & BY_DEFAULT) != 0 ? Identity.BY_DEFAULT : Identity.NONE;
    return new ColumnDescriptor(name, type, (flags & NULLABLE) != 0, defaultSql, identity);
  }

  private static void write(CatalogOutput out, IndexDescriptor index) {
    out.writeInt(index.id()).writeText(index.name()).writeLong(index.storeId());
    out.writeByte(
        (index.primary() ? PRIMARY : 0)
            | (index.unique() ? UNIQUE : 0)
            | (index.constraint() ? CONSTRAINT : 0));
    out.writeList(
        index.columns(), key -> out.writeShort(key.column()).writeByte(key.descending() ? 1 : 0));
  }

  private static IndexDescriptor index(CatalogInput in) {
    int id = in.readInt();
    String name = in.readText();
    long storeId = in.readLong();
    int flags = in.readByte();
    List<KeyColumn> columns = in.readList(() -> new KeyColumn(in.readShort(), in.readByte() != 0));
    return new IndexDescriptor(
        id,
        name,
        storeId,
        (flags & PRIMARY) != 0,
        (flags & UNIQUE) != 0,
        (flags & CONSTRAINT) != 0,
        columns);
  }
}
