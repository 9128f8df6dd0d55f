package org.lightningdb.sql.lower;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.sql.name.CatalogNames;

/** The columns that an INSERT or UPDATE assigns to. */
final class TargetColumns {
  private TargetColumns() {}

  /** The positions of the named columns; all columns if none are named. */
  static List<Integer> of(TableDescriptor table, @Nullable SqlNodeList names) {
    List<Integer> columns = new ArrayList<>();
    if (names == null || names.isEmpty()) {
      for (int i = 0; i < table.columns().size(); i++) {
        columns.add(i);
      }
      return columns;
    }
    List<String> existing = table.columns().stream().map(ColumnDescriptor::name).toList();
    for (SqlNode node : names) {
      SqlIdentifier name = lastPart((SqlIdentifier) node);
      int column = CatalogNames.column(name, existing, table.name());
      if (columns.contains(column)) {
        throw at(
            DbException.of(
                    SqlState.DUPLICATE_COLUMN,
                    "column \"" + existing.get(column) + "\" is assigned more than once")
                .atColumn(table.name(), existing.get(column)),
            node);
      }
      columns.add(column);
    }
    return columns;
  }

  /** {@code t.c} in SET means c. */
  private static SqlIdentifier lastPart(SqlIdentifier name) {
    return name.isSimple() ? name : name.getComponent(name.names.size() - 1);
  }

  /** Fails unless an INSERT has a value for each of its columns. */
  static void checkCount(int columns, int values, SqlNode where) {
    if (values != columns) {
      throw at(
          DbException.of(
              SqlState.SYNTAX_ERROR,
              "INSERT has " + columns + " target columns but " + values + " values"),
          where);
    }
  }

  /** Fails if an expression of type {@code source} can never be stored in the column. */
  static void checkAssignable(TableDescriptor table, int column, SqlType source) {
    ColumnDescriptor target = table.columns().get(column);
    if (!isAssignable(source.kind(), target.type().kind())) {
      throw DbException.of(
              SqlState.DATATYPE_MISMATCH,
              "column \""
                  + target.name()
                  + "\" is of type "
                  + target.type()
                  + ", the expression of type "
                  + source)
          .atColumn(table.name(), target.name());
    }
  }

  private static boolean isAssignable(TypeKind source, TypeKind target) {
    if (isText(source) || isText(target)) {
      return source != TypeKind.VARBINARY && (target != TypeKind.VARBINARY || isText(source));
    }
    return switch (target) {
      case BOOLEAN, VARBINARY, UUID, INTERVAL_MONTH, INTERVAL_DAY, JSON -> source == target;
      case TINYINT, SMALLINT, INTEGER, BIGINT, REAL, DOUBLE, DECIMAL -> isNumber(source);
      case DATE, TIMESTAMP, TIMESTAMP_TZ -> source == TypeKind.DATE || isMoment(source);
      case TIME -> source == TypeKind.TIME || source == TypeKind.TIME_TZ || isMoment(source);
      case TIME_TZ ->
          source == TypeKind.TIME || source == TypeKind.TIME_TZ || source == TypeKind.TIMESTAMP_TZ;
      case CHAR, VARCHAR -> true;
    };
  }

  private static boolean isMoment(TypeKind kind) {
    return kind == TypeKind.TIMESTAMP || kind == TypeKind.TIMESTAMP_TZ;
  }

  private static boolean isText(TypeKind kind) {
    return kind == TypeKind.CHAR || kind == TypeKind.VARCHAR;
  }

  private static boolean isNumber(TypeKind kind) {
    return switch (kind) {
      case TINYINT, SMALLINT, INTEGER, BIGINT, REAL, DOUBLE, DECIMAL -> true;
      default -> false;
    };
  }

  /** Fails if a statement gives a value to a column that only the table may number. */
  static void checkNotAlwaysIdentity(TableDescriptor table, int column, SqlNode value) {
    ColumnDescriptor target = table.columns().get(column);
    checkNotGenerated(table, column, value);
    if (target.identity() == ColumnDescriptor.Identity.ALWAYS) {
      throw at(
          DbException.of(
                  SqlState.SEMANTIC_ERROR,
                  "column \"" + target.name() + "\" is GENERATED ALWAYS and takes only DEFAULT")
              .atColumn(table.name(), target.name()),
          value);
    }
  }

  /** Fails if a statement gives a value to a generated column. */
  static void checkNotGenerated(TableDescriptor table, int column, SqlNode value) {
    ColumnDescriptor target = table.columns().get(column);
    if (target.generatedSql() != null) {
      throw at(
          DbException.of(
                  SqlState.SEMANTIC_ERROR,
                  "column \"" + target.name() + "\" is generated and takes only DEFAULT")
              .atColumn(table.name(), target.name()),
          value);
    }
  }

  /** {@code error} at the place of {@code node} in the text. */
  static DbException at(DbException error, SqlNode node) {
    SqlParserPos position = node.getParserPosition();
    return error.atPosition(position.getLineNum(), position.getColumnNum());
  }
}
