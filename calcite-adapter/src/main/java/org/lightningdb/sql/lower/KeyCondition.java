package org.lightningdb.sql.lower;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.NlsString;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.ColumnPredicate.Comparison;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.ColumnDescriptor.Identity;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.IndexDescriptor.KeyColumn;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.index.type.ValueAssignment;
import org.lightningdb.sql.bind.LiteralParameter;
import org.lightningdb.sql.bind.ParameterWidening;
import org.lightningdb.sql.exec.Comparand;
import org.lightningdb.sql.exec.IndexScanSource;
import org.lightningdb.sql.exec.PredicateTemplate;
import org.lightningdb.sql.exec.RangeTemplate;
import org.lightningdb.sql.point.PointUpdatePlan.Assignment;

/** Gathers comparisons of columns with values, and sees whether they fix a unique key. */
final class KeyCondition {
  private final TableDescriptor table;
  private final List<PredicateTemplate> predicates = new ArrayList<>();
  private final SortedMap<Integer, SqlType> parameterTypes = new TreeMap<>();
  private @Nullable IndexDescriptor index;

  KeyCondition(TableDescriptor table) {
    this.table = table;
  }

  /** Adds a comparison; false if it is not one that both planners understand in the same way. */
  boolean add(int column, SqlKind kind, SqlNode operand) {
    Comparison comparison = comparison(kind);
    if (column < 0 || comparison == null) {
      return false;
    }
    SqlType type = table.columns().get(column).type();
    // A CHAR column is compared with its blanks in a range, without them elsewhere.
    boolean comparable =
        isExact(type)
            || type.kind() == TypeKind.VARCHAR
            || type.kind() == TypeKind.DATE
            || (type.kind() == TypeKind.CHAR && comparison == Comparison.EQUAL);
    Comparand comparand = comparable ? comparand(type, operand) : null;
    return comparand != null
        && predicates.add(new PredicateTemplate(column, comparison, comparand));
  }

  private static @Nullable Comparison comparison(SqlKind kind) {
    return switch (kind) {
      case EQUALS -> Comparison.EQUAL;
      case NOT_EQUALS -> Comparison.NOT_EQUAL;
      case LESS_THAN -> Comparison.LESS;
      case LESS_THAN_OR_EQUAL -> Comparison.LESS_OR_EQUAL;
      case GREATER_THAN -> Comparison.GREATER;
      case GREATER_THAN_OR_EQUAL -> Comparison.GREATER_OR_EQUAL;
      default -> null;
    };
  }

  private @Nullable Comparand comparand(SqlType type, SqlNode operand) {
    if (operand instanceof LiteralParameter literal) {
      boolean sameFamily =
          (isExact(literal.type()) && isExact(type))
              || (isText(literal.type()) && isText(type))
              || (literal.type().kind() == TypeKind.DATE && type.kind() == TypeKind.DATE);
      parameterTypes.put(literal.getIndex(), literal.type());
      return sameFamily ? new Comparand.Argument(literal.getIndex()) : null;
    }
    if (operand instanceof SqlDynamicParam parameter) {
      parameterTypes.put(parameter.getIndex(), ParameterWidening.ofCompared(type));
      return new Comparand.Argument(parameter.getIndex());
    }
    Object value = plainLiteral(operand);
    boolean sameFamily =
        (value instanceof Number && isExact(type))
            || (value instanceof String && isText(type))
            || (value instanceof LocalDate && type.kind() == TypeKind.DATE);
    return value != null && sameFamily ? new Comparand.Constant(value) : null;
  }

  /** A new value for a column; null if it is not a parameter or a literal that surely fits. */
  @Nullable Assignment assignment(int column, SqlNode node) {
    ColumnDescriptor target = table.columns().get(column);
    if (target.identity() == Identity.ALWAYS) {
      return null;
    }
    if (node instanceof SqlDynamicParam parameter) {
      parameterTypes.put(parameter.getIndex(), target.type());
      return new Assignment(column, new Comparand.Argument(parameter.getIndex()));
    }
    if (node instanceof SqlLiteral literal && literal.getTypeName() == SqlTypeName.NULL) {
      return new Assignment(column, null);
    }
    Object value = plainLiteral(node);
    boolean sameFamily =
        (value instanceof Number && isNumeric(target.type()))
            || (value instanceof String && isText(target.type()))
            || (value instanceof LocalDate && target.type().kind() == TypeKind.DATE);
    if (value == null || !sameFamily) {
      return null;
    }
    try {
      Object converted = ValueAssignment.convert(value, target.type(), table.name(), target.name());
      return converted == null ? null : new Assignment(column, new Comparand.Constant(converted));
    } catch (DbException onlyAnErrorIfThereIsARow) {
      return null;
    }
  }

  /** An exact number, a text or a date as written; null for anything else. */
  private static @Nullable Object plainLiteral(SqlNode node) {
    if (node instanceof SqlLiteral literal
        && literal.getTypeName() == SqlTypeName.CHAR
        && literal.getValue() instanceof NlsString text
        && text.getCharsetName() != null) {
      return null;
    }
    try {
      Object value = LiteralCell.of(node).map(LiteralCell.Value::value).orElse(null);
      return value instanceof Double ? null : value;
    } catch (DbException invalid) {
      return null;
    }
  }

  private static boolean isExact(SqlType type) {
    return switch (type.kind()) {
      case TINYINT, SMALLINT, INTEGER, BIGINT, DECIMAL -> true;
      default -> false;
    };
  }

  private static boolean isNumeric(SqlType type) {
    return isExact(type) || type.kind() == TypeKind.REAL || type.kind() == TypeKind.DOUBLE;
  }

  private static boolean isText(SqlType type) {
    return type.kind() == TypeKind.CHAR || type.kind() == TypeKind.VARCHAR;
  }

  /** Whether some unique key has all its columns compared for equality. */
  boolean findsKey() {
    if (table.hasPrimaryKey() && isFixed(table.primary())) {
      index = table.primary();
      return true;
    }
    Optional<IndexDescriptor> unique =
        table.indexes().stream()
            .filter(candidate -> candidate.unique() && isFixed(candidate))
            .findFirst();
    index = unique.orElse(null);
    return unique.isPresent();
  }

  private boolean isFixed(IndexDescriptor candidate) {
    return candidate.columns().stream().allMatch(key -> equality(key.column()).isPresent());
  }

  private Optional<PredicateTemplate> equality(int column) {
    return predicates.stream()
        .filter(
            predicate -> predicate.column() == column && predicate.comparison() == Comparison.EQUAL)
        .findFirst();
  }

  /** What finds the row; only after {@link #findsKey}. */
  IndexScanSource source(List<Integer> columns, boolean rowKey) {
    IndexDescriptor found = index;
    if (found == null) {
      throw new IllegalStateException("no key");
    }
    List<@Nullable Comparand> key = new ArrayList<>();
    List<PredicateTemplate> rest = new ArrayList<>(predicates);
    for (KeyColumn column : found.columns()) {
      PredicateTemplate equality = equality(column.column()).orElseThrow();
      key.add(equality.comparand());
      rest.remove(equality);
    }
    return new IndexScanSource(
        table,
        found,
        List.of(new RangeTemplate(key, null, null)),
        null,
        List.of(),
        rest,
        columns,
        false,
        rowKey);
  }

  /** The types of all parameters of the statement, by number. */
  List<SqlType> parameterTypes() {
    ParameterTypes types = new ParameterTypes();
    parameterTypes.forEach(types::put);
    return types.toList();
  }

  static Comparand required(@Nullable Comparand comparand) {
    if (comparand == null) {
      throw new IllegalStateException("a key column without value");
    }
    return comparand;
  }

  static String text(TableDescriptor table, PredicateTemplate predicate) {
    String operator =
        switch (predicate.comparison()) {
          case EQUAL -> "=";
          case NOT_EQUAL -> "<>";
          case LESS -> "<";
          case LESS_OR_EQUAL -> "<=";
          case GREATER -> ">";
          case GREATER_OR_EQUAL -> ">=";
          case IS_NULL, IS_NOT_NULL -> throw new IllegalStateException("no comparison");
        };
    return text(
        table.columns().get(predicate.column()).name(), operator, required(predicate.comparand()));
  }

  static String text(String column, String operator, Comparand comparand) {
    String value =
        comparand instanceof Comparand.Argument argument
            ? "?" + argument.index()
            : String.valueOf(((Comparand.Constant) comparand).value());
    boolean quoted =
        comparand instanceof Comparand.Constant constant && !(constant.value() instanceof Number);
    return column + " " + operator + " " + (quoted ? "'" + value + "'" : value);
  }
}
