package org.lightningdb.sql.ddl;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.calcite.sql.SqlIdentifier;
import org.lightningdb.index.access.IndexDefinition;
import org.lightningdb.index.access.Transaction;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.ForeignKey;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.IndexDescriptor.KeyColumn;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.sql.name.CatalogNames;
import org.lightningdb.sql.name.ConstraintNaming;
import org.lightningdb.sql.parser.ast.ForeignKeyDefinition;
import org.lightningdb.sql.parser.ast.TableConstraint;

/**
 * Turns FOREIGN KEY clauses into constraints of a table. The parent is locked as if it was changed:
 * nobody may be in the middle of deleting its rows without knowing of the new children.
 */
final class ForeignKeyBuilder {
  private static final Set<TypeKind> INTEGERS =
      Set.of(TypeKind.SMALLINT, TypeKind.INTEGER, TypeKind.BIGINT);

  private final Transaction transaction;
  private final CatalogNames names;

  ForeignKeyBuilder(Transaction transaction, CatalogNames names) {
    this.transaction = transaction;
    this.names = names;
  }

  /** A key and the parent that it refers to. */
  record Built(ForeignKey key, TableDescriptor parent, IndexDescriptor parentIndex) {}

  /** The foreign keys among the constraints. */
  List<Built> build(TableDescriptor table, List<TableConstraint> constraints) {
    List<Built> keys = new ArrayList<>();
    Set<String> taken = ConstraintNaming.namesOf(table);
    for (TableConstraint constraint : constraints) {
      if (constraint instanceof ForeignKeyDefinition definition) {
        Built built = build(table, definition, taken);
        taken.add(built.key().name());
        keys.add(built);
      }
    }
    return keys;
  }

  static TableDescriptor with(TableDescriptor table, List<Built> built) {
    List<ForeignKey> keys = new ArrayList<>(table.foreignKeys());
    built.forEach(each -> keys.add(each.key()));
    return table.withForeignKeys(keys);
  }

  /** Indexes that are needed to find the children of a parent, and are not there. */
  static List<IndexDefinition> indexes(TableDescriptor table, List<Built> built) {
    List<IndexDefinition> indexes = new ArrayList<>();
    Set<String> taken = ConstraintNaming.namesOf(table);
    Set<List<Integer>> made = new LinkedHashSet<>();
    for (Built each : built) {
      List<Integer> columns = each.key().columns();
      if (!isLed(table, columns) && made.add(columns)) {
        String name = ConstraintNaming.choose(each.key().name() + "_INDEX", taken);
        taken.add(name);
        indexes.add(
            new IndexDefinition(
                name,
                false,
                columns.stream().map(column -> new KeyColumn(column, false)).toList()));
      }
    }
    return indexes;
  }

  private static boolean isLed(TableDescriptor table, List<Integer> columns) {
    return Stream.concat(Stream.of(table.primary()), table.indexes().stream())
        .filter(index -> index.whereSql() == null && index.columns().size() >= columns.size())
        .anyMatch(index -> columnsOf(index).subList(0, columns.size()).containsAll(columns));
  }

  private Built build(TableDescriptor table, ForeignKeyDefinition definition, Set<String> taken) {
    List<String> childNames = table.columns().stream().map(ColumnDescriptor::name).toList();
    List<Integer> columns = positions(definition.columns(), childNames, table.name());
    String name = name(table, definition, columns, taken);
    TableDescriptor parent = parent(table, definition.parent());
    IndexDescriptor index = parentIndex(parent, definition);
    List<Integer> parentColumns =
        definition.parentColumns().isEmpty()
            ? columnsOf(index)
            : positions(
                definition.parentColumns(),
                parent.columns().stream().map(ColumnDescriptor::name).toList(),
                parent.name());
    if (parentColumns.size() != columns.size()) {
      throw invalid(
          "foreign key \""
              + name
              + "\" has "
              + columns.size()
              + " columns but references "
              + parentColumns.size(),
          definition);
    }
    List<Integer> ordered = new ArrayList<>();
    for (int column : columnsOf(index)) {
      ordered.add(columns.get(parentColumns.indexOf(column)));
    }
    for (int i = 0; i < ordered.size(); i++) {
      requireAlike(
          name,
          table.columns().get(ordered.get(i)),
          parent.columns().get(columnsOf(index).get(i)),
          definition);
    }
    return new Built(
        new ForeignKey(
            name,
            ordered,
            parent.id(),
            index.id(),
            definition.matchFull() ? ForeignKey.Match.FULL : ForeignKey.Match.SIMPLE,
            ForeignKey.Action.valueOf(definition.onDelete().name()),
            ForeignKey.Action.valueOf(definition.onUpdate().name()),
            definition.initiallyDeferred()
                ? ForeignKey.Deferral.INITIALLY_DEFERRED
                : definition.deferrable()
                    ? ForeignKey.Deferral.INITIALLY_IMMEDIATE
                    : ForeignKey.Deferral.NOT_DEFERRABLE),
        parent,
        index);
  }

  private TableDescriptor parent(TableDescriptor table, SqlIdentifier written) {
    Optional<TableDescriptor> found = names.findTable(written);
    boolean itself =
        found.isPresent()
            ? found.get().id() == table.id()
            : CatalogNames.lastName(written).equalsIgnoreCase(table.name());
    if (itself) {
      return table;
    }
    TableDescriptor parent = found.orElseGet(() -> names.table(written));
    return transaction.catalogWriter().lockTable(parent.schema(), parent.name());
  }

  private static IndexDescriptor parentIndex(
      TableDescriptor parent, ForeignKeyDefinition definition) {
    if (definition.parentColumns().isEmpty()) {
      if (!parent.hasPrimaryKey()) {
        throw at(
            DbException.of(
                    SqlState.UNDEFINED_OBJECT,
                    "there is no primary key for referenced table \"" + parent.name() + "\"")
                .atTable(parent.name()),
            definition);
      }
      return parent.primary();
    }
    List<String> parentNames = parent.columns().stream().map(ColumnDescriptor::name).toList();
    List<Integer> wanted = positions(definition.parentColumns(), parentNames, parent.name());
    return Stream.concat(Stream.of(parent.primary()), parent.indexes().stream())
        .filter(index -> index.unique() && index.whereSql() == null)
        .filter(index -> index.columns().size() == wanted.size())
        .filter(index -> columnsOf(index).containsAll(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                invalid(
                    "there is no unique constraint matching given keys for referenced table \""
                        + parent.name()
                        + "\"",
                    definition));
  }

  private static void requireAlike(
      String name, ColumnDescriptor child, ColumnDescriptor parent, ForeignKeyDefinition where) {
    SqlType one = child.type();
    SqlType other = parent.type();
    boolean alike =
        one.equals(other)
            || (INTEGERS.contains(one.kind()) && INTEGERS.contains(other.kind()))
            || (one.kind() == other.kind()
                && (one.kind() == TypeKind.VARCHAR || one.kind() == TypeKind.CHAR));
    if (!alike) {
      throw at(
          DbException.of(
              SqlState.DATATYPE_MISMATCH,
              "foreign key \""
                  + name
                  + "\": columns \""
                  + child.name()
                  + "\" and \""
                  + parent.name()
                  + "\" are of different types: "
                  + one
                  + " and "
                  + other),
          where);
    }
  }

  private static String name(
      TableDescriptor table,
      ForeignKeyDefinition definition,
      List<Integer> columns,
      Set<String> taken) {
    if (definition.name() == null) {
      String parts =
          columns.stream()
              .map(column -> table.columns().get(column).name())
              .collect(Collectors.joining("_"));
      return ConstraintNaming.choose(table.name() + "_" + parts + "_FKEY", taken);
    }
    String name = definition.name().getSimple();
    if (taken.contains(name)) {
      throw at(
          DbException.of(
                  SqlState.DUPLICATE_OBJECT,
                  "constraint \"" + name + "\" of table \"" + table.name() + "\" already exists")
              .atConstraint(table.name(), name),
          definition);
    }
    return name;
  }

  private static List<Integer> positions(
      List<SqlIdentifier> written, List<String> columns, String table) {
    List<Integer> positions = new ArrayList<>();
    for (SqlIdentifier name : written) {
      int position = CatalogNames.column(name, columns, table);
      if (positions.contains(position)) {
        throw CatalogNames.at(
            DbException.of(
                    SqlState.DUPLICATE_COLUMN,
                    "column \"" + columns.get(position) + "\" appears twice in a foreign key")
                .atColumn(table, columns.get(position)),
            name);
      }
      positions.add(position);
    }
    return positions;
  }

  private static List<Integer> columnsOf(IndexDescriptor index) {
    return index.columns().stream().map(KeyColumn::column).toList();
  }

  private static DbException invalid(String message, ForeignKeyDefinition where) {
    return at(DbException.of(SqlState.INVALID_FOREIGN_KEY, message), where);
  }

  private static DbException at(DbException error, ForeignKeyDefinition where) {
    return error.atPosition(where.position().getLineNum(), where.position().getColumnNum());
  }
}
