package org.lightningdb.sql.ddl;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.SqlIdentifier;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.CatalogWriter.KeyConstraint;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.ColumnDescriptor.Identity;
import org.lightningdb.index.schema.IndexDescriptor.KeyColumn;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.name.CatalogNames;
import org.lightningdb.sql.parser.ast.ColumnDefinition;
import org.lightningdb.sql.parser.ast.ColumnDefinition.Numbering;
import org.lightningdb.sql.parser.ast.IndexColumn;
import org.lightningdb.sql.parser.ast.KeyDefinition;
import org.lightningdb.sql.parser.ast.TableElements;

/**
 * Turns the parts of CREATE TABLE and ALTER TABLE … ADD into descriptors, with errors at their
 * place in the text.
 */
final class TableBuilder {
  private final TableElements elements;
  private final String table;
  private final List<String> existing;
  private final List<String> columnNames = new ArrayList<>();

  /**
   * @param existing the names of the columns that the table has already
   */
  TableBuilder(TableElements elements, String table, List<String> existing) {
    this.elements = elements;
    this.table = table;
    this.existing = List.copyOf(existing);
    columnNames.addAll(existing);
    elements.columns().forEach(column -> columnNames.add(column.name().getSimple()));
  }

  List<ColumnDescriptor> columns() {
    Set<String> seen = new LinkedHashSet<>(existing);
    List<ColumnDescriptor> columns = new ArrayList<>();
    for (ColumnDefinition definition : elements.columns()) {
      String name = definition.name().getSimple();
      if (!seen.add(name)) {
        throw CatalogNames.at(
            DbException.of(SqlState.DUPLICATE_COLUMN, "column \"" + name + "\" is defined twice")
                .atColumn(table, name),
            definition.name());
      }
      columns.add(column(definition, name));
    }
    return columns;
  }

  private ColumnDescriptor column(ColumnDefinition definition, String name) {
    SqlType type = ColumnTypes.of(definition.type());
    Identity identity = identity(definition.numbering());
    if (identity != Identity.NONE) {
      checkIdentity(definition, type);
    }
    boolean nullable = nullable(definition, name, identity);
    GeneratedExpressions.check(definition, elements, table);
    return new ColumnDescriptor(name, type, nullable, definition.defaultSql(), identity)
        .withGenerated(definition.generatedSql());
  }

  private boolean nullable(ColumnDefinition definition, String name, Identity identity) {
    Boolean said = definition.nullable();
    boolean inPrimaryKey =
        elements.keys().stream()
            .filter(KeyDefinition::primary)
            .flatMap(key -> key.columns().stream())
            .anyMatch(column -> column.name().getSimple().equals(name));
    boolean mustHaveValue = inPrimaryKey || identity != Identity.NONE;
    if (mustHaveValue && Boolean.TRUE.equals(said)) {
      throw invalid(
          "column \""
              + name
              + "\" is declared NULL but "
              + (inPrimaryKey ? "belongs to the primary key" : "is an identity column"),
          definition.name());
    }
    return said == null ? !mustHaveValue : said;
  }

  private void checkIdentity(ColumnDefinition definition, SqlType type) {
    checkIdentityType(Identity.BY_DEFAULT, type, definition.name());
    long identities =
        elements.columns().stream().filter(column -> column.numbering() != Numbering.NONE).count();
    if (identities > 1) {
      throw invalid("table \"" + table + "\" has several identity columns", definition.name());
    }
  }

  /** Fails if a column of this type cannot number its rows as it is to. */
  static void checkIdentityType(Identity identity, SqlType type, SqlIdentifier column) {
    if (identity == Identity.NONE) {
      return;
    }
    switch (type.kind()) {
      case SMALLINT, INTEGER, BIGINT -> {}
      default ->
          throw invalid(
              "identity column \""
                  + column.getSimple()
                  + "\" must be SMALLINT, INTEGER or BIGINT, not "
                  + type,
              column);
    }
  }

  List<KeyConstraint> keys() {
    List<KeyConstraint> keys = new ArrayList<>();
    boolean hasPrimary = false;
    for (KeyDefinition definition : elements.keys()) {
      if (definition.primary() && hasPrimary) {
        throw DbException.of(
                SqlState.INVALID_DEFINITION, "table \"" + table + "\" has several primary keys")
            .atPosition(definition.position().getLineNum(), definition.position().getColumnNum());
      }
      hasPrimary |= definition.primary();
      keys.add(
          new KeyConstraint(simple(definition.name()), definition.primary(), columns(definition)));
    }
    return keys;
  }

  private List<KeyColumn> columns(KeyDefinition definition) {
    List<KeyColumn> columns = new ArrayList<>();
    for (IndexColumn column : definition.columns()) {
      int position = CatalogNames.column(column.name(), columnNames, table);
      if (columns.stream().anyMatch(earlier -> earlier.column() == position)) {
        throw CatalogNames.at(
            DbException.of(
                    SqlState.DUPLICATE_COLUMN,
                    "column \"" + columnNames.get(position) + "\" appears twice in a key")
                .atColumn(table, columnNames.get(position)),
            column.name());
      }
      columns.add(new KeyColumn(position, column.descending()));
    }
    return columns;
  }

  long identityStart() {
    return elements.columns().stream()
        .filter(column -> column.numbering() != Numbering.NONE)
        .mapToLong(ColumnDefinition::identityStart)
        .findFirst()
        .orElse(1);
  }

  private static Identity identity(Numbering numbering) {
    return switch (numbering) {
      case NONE -> Identity.NONE;
      case BY_DEFAULT -> Identity.BY_DEFAULT;
      case ALWAYS -> Identity.ALWAYS;
    };
  }

  private static @Nullable String simple(@Nullable SqlIdentifier name) {
    return name == null ? null : name.getSimple();
  }

  private static DbException invalid(String message, SqlIdentifier place) {
    return CatalogNames.at(DbException.of(SqlState.INVALID_DEFINITION, message), place);
  }
}
