package org.lightningdb.index.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.schema.CheckConstraint;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.ForeignKey;
import org.lightningdb.index.schema.IdentityRestart;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.storage.spec.StoreSpec.LayoutKind;

/**
 * What only some tables have, in the notation of {@link CatalogOutput}; absent sections are empty.
 *
 * <pre>
 *   sections := count (1) { tag (1) part }…
 *   1 checks        list of { name condition }
 *   2 foreign keys  list of { name match delete update deferral parent (4) its index (4)
 *                             list of column (2) }
 *   3 generated     list of { column (2) expression }
 *   4 included      list of { index (2) list of column (2) }
 *   5 conditions    list of { index (2) condition }
 *   7 log-structured  list of index (2)
 *   8 restart         start (8) count (4)
 *   6 comments      list of { what (1) number (2) comment }    what: 0 table, 1 column, 2 index
 *
 *   an index is its position in the table, 0 for the primary one
 * </pre>
 *
 * <p>A new property takes the next tag. A release that does not know a tag refuses the table.
 */
final class TableSections {
  private static final int CHECKS = 1;
  private static final int FOREIGN_KEYS = 2;
  private static final int GENERATED = 3;
  private static final int INCLUDED = 4;
  private static final int CONDITIONS = 5;
  private static final int COMMENTS = 6;
  private static final int LOG_STRUCTURED = 7;
  private static final int RESTART = 8;

  private static final int COMMENT_OF_TABLE = 0;
  private static final int COMMENT_OF_COLUMN = 1;
  private static final int COMMENT_OF_INDEX = 2;

  private final List<CheckConstraint> checks = new ArrayList<>();
  private final List<ForeignKey> foreignKeys = new ArrayList<>();
  private final Map<Integer, String> generated = new TreeMap<>();
  private final Map<Integer, List<Integer>> included = new TreeMap<>();
  private final Map<Integer, String> conditions = new TreeMap<>();
  private final List<Integer> logStructured = new ArrayList<>();
  private final Map<Integer, String> columnComments = new TreeMap<>();
  private final Map<Integer, String> indexComments = new TreeMap<>();
  private @Nullable String tableComment;
  private @Nullable IdentityRestart restart;

  private TableSections() {}

  static TableSections of(TableDescriptor table) {
    TableSections sections = new TableSections();
    sections.checks.addAll(table.checks());
    sections.foreignKeys.addAll(table.foreignKeys());
    sections.tableComment = table.comment();
    sections.restart = table.identityRestart();
    List<ColumnDescriptor> columns = table.columns();
    for (int i = 0; i < columns.size(); i++) {
      putIfPresent(sections.generated, i, columns.get(i).generatedSql());
      putIfPresent(sections.columnComments, i, columns.get(i).comment());
    }
    List<IndexDescriptor> indexes = indexes(table);
    for (int i = 0; i < indexes.size(); i++) {
      IndexDescriptor index = indexes.get(i);
      putIfPresent(sections.conditions, i, index.whereSql());
      putIfPresent(sections.indexComments, i, index.comment());
      if (!index.included().isEmpty()) {
        sections.included.put(i, index.included());
      }
      if (index.layout() == LayoutKind.LSM) {
        sections.logStructured.add(i);
      }
    }
    return sections;
  }

  boolean isEmpty() {
    return parts().isEmpty();
  }

  void write(CatalogOutput out) {
    Map<Integer, CatalogOutput> parts = parts();
    out.writeByte(parts.size());
    parts.forEach((tag, part) -> out.writeByte(tag).writePart(part));
  }

  static TableSections read(CatalogInput in) {
    TableSections sections = new TableSections();
    for (int count = in.readByte(); count > 0; count--) {
      int tag = in.readByte();
      sections.readPart(tag, in.readPart());
    }
    return sections;
  }

  TableDescriptor applyTo(TableDescriptor plain) {
    List<ColumnDescriptor> columns = new ArrayList<>(plain.columns());
    generated.forEach((i, sql) -> columns.set(i, columns.get(i).withGenerated(sql)));
    columnComments.forEach((i, text) -> columns.set(i, columns.get(i).withComment(text)));
    List<IndexDescriptor> indexes = indexes(plain);
    for (int i = 0; i < indexes.size(); i++) {
      indexes.set(i, applyTo(indexes.get(i), i));
    }
    return new TableDescriptor(
        plain.id(),
        plain.schema(),
        plain.name(),
        columns,
        indexes.get(0),
        indexes.subList(1, indexes.size()),
        checks,
        foreignKeys,
        tableComment,
        restart);
  }

  private IndexDescriptor applyTo(IndexDescriptor index, int position) {
    return new IndexDescriptor(
        index.id(),
        index.name(),
        index.storeId(),
        index.primary(),
        index.unique(),
        index.constraint(),
        index.columns(),
        included.getOrDefault(position, List.of()),
        conditions.get(position),
        indexComments.get(position),
        logStructured.contains(position) ? LayoutKind.LSM : LayoutKind.BTREE);
  }

  private Map<Integer, CatalogOutput> parts() {
    Map<Integer, CatalogOutput> parts = new TreeMap<>();
    if (!checks.isEmpty()) {
      CatalogOutput out = new CatalogOutput();
      out.writeList(checks, check -> out.writeText(check.name()).writeText(check.sql()));
      parts.put(CHECKS, out);
    }
    if (!foreignKeys.isEmpty()) {
      CatalogOutput out = new CatalogOutput();
      parts.put(FOREIGN_KEYS, out.writeList(foreignKeys, key -> write(out, key)));
    }
    if (!generated.isEmpty()) {
      parts.put(GENERATED, texts(generated));
    }
    if (!included.isEmpty()) {
      CatalogOutput out = new CatalogOutput();
      out.writeList(
          included.entrySet(),
          entry -> out.writeShort(entry.getKey()).writeList(entry.getValue(), out::writeShort));
      parts.put(INCLUDED, out);
    }
    if (!conditions.isEmpty()) {
      parts.put(CONDITIONS, texts(conditions));
    }
    if (tableComment != null || !columnComments.isEmpty() || !indexComments.isEmpty()) {
      parts.put(COMMENTS, comments());
    }
    if (!logStructured.isEmpty()) {
      CatalogOutput out = new CatalogOutput();
      parts.put(LOG_STRUCTURED, out.writeList(logStructured, out::writeShort));
    }
    IdentityRestart begunAnew = restart;
    if (begunAnew != null) {
      CatalogOutput out = new CatalogOutput();
      parts.put(RESTART, out.writeLong(begunAnew.start()).writeInt(begunAnew.count()));
    }
    return parts;
  }

  private void readPart(int tag, CatalogInput in) {
    switch (tag) {
      case CHECKS ->
          checks.addAll(in.readList(() -> new CheckConstraint(in.readText(), in.readText())));
      case FOREIGN_KEYS -> foreignKeys.addAll(in.readList(() -> foreignKey(in)));
      case GENERATED -> readTexts(in, generated);
      case INCLUDED -> {
        for (int count = in.readShort(); count > 0; count--) {
          int index = in.readShort();
          included.put(index, in.readList(in::readShort));
        }
      }
      case CONDITIONS -> readTexts(in, conditions);
      case COMMENTS -> readComments(in);
      case RESTART -> restart = new IdentityRestart(in.readLong(), in.readInt());
      case LOG_STRUCTURED -> logStructured.addAll(in.readList(in::readShort));
      default -> throw DescriptorCodec.writtenLater("a table with properties of kind " + tag);
    }
  }

  private static void write(CatalogOutput out, ForeignKey key) {
    out.writeText(key.name()).writeEnum(key.match());
    out.writeEnum(key.onDelete()).writeEnum(key.onUpdate()).writeEnum(key.deferral());
    out.writeInt(key.parentId()).writeInt(key.parentIndexId());
    out.writeList(key.columns(), out::writeShort);
  }

  private static ForeignKey foreignKey(CatalogInput in) {
    String name = in.readText();
    ForeignKey.Match match = in.readEnum(ForeignKey.Match.class);
    ForeignKey.Action onDelete = in.readEnum(ForeignKey.Action.class);
    ForeignKey.Action onUpdate = in.readEnum(ForeignKey.Action.class);
    ForeignKey.Deferral deferral = in.readEnum(ForeignKey.Deferral.class);
    int parentId = in.readInt();
    int parentIndexId = in.readInt();
    List<Integer> columns = in.readList(in::readShort);
    return new ForeignKey(
        name, columns, parentId, parentIndexId, match, onDelete, onUpdate, deferral);
  }

  private CatalogOutput comments() {
    CatalogOutput out = new CatalogOutput();
    String ofTable = tableComment;
    out.writeShort((ofTable == null ? 0 : 1) + columnComments.size() + indexComments.size());
    if (ofTable != null) {
      out.writeByte(COMMENT_OF_TABLE).writeShort(0).writeText(ofTable);
    }
    columnComments.forEach(
        (i, text) -> out.writeByte(COMMENT_OF_COLUMN).writeShort(i).writeText(text));
    indexComments.forEach(
        (i, text) -> out.writeByte(COMMENT_OF_INDEX).writeShort(i).writeText(text));
    return out;
  }

  private void readComments(CatalogInput in) {
    for (int count = in.readShort(); count > 0; count--) {
      int what = in.readByte();
      int position = in.readShort();
      String text = in.readText();
      switch (what) {
        case COMMENT_OF_TABLE -> tableComment = text;
        case COMMENT_OF_COLUMN -> columnComments.put(position, text);
        case COMMENT_OF_INDEX -> indexComments.put(position, text);
        default -> throw new IllegalArgumentException("a comment of kind " + what);
      }
    }
  }

  private static CatalogOutput texts(Map<Integer, String> texts) {
    CatalogOutput out = new CatalogOutput();
    return out.writeList(
        texts.entrySet(), entry -> out.writeShort(entry.getKey()).writeText(entry.getValue()));
  }

  private static void readTexts(CatalogInput in, Map<Integer, String> texts) {
    for (int count = in.readShort(); count > 0; count--) {
      int position = in.readShort();
      texts.put(position, in.readText());
    }
  }

  private static void putIfPresent(Map<Integer, String> map, int key, @Nullable String value) {
    if (value != null) {
      map.put(key, value);
    }
  }

  private static List<IndexDescriptor> indexes(TableDescriptor table) {
    List<IndexDescriptor> indexes = new ArrayList<>();
    indexes.add(table.primary());
    indexes.addAll(table.indexes());
    return indexes;
  }
}
