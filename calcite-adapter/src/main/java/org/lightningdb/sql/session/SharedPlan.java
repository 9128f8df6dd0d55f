package org.lightningdb.sql.session;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.index.type.ValueAssignment;
import org.lightningdb.sql.bind.TableStatistics;
import org.lightningdb.sql.exec.InsertValuesPlan;
import org.lightningdb.sql.exec.PreparedPlan;
import org.lightningdb.sql.point.PointDeletePlan;
import org.lightningdb.sql.point.PointSelectPlan;
import org.lightningdb.sql.point.PointUpdatePlan;
import org.lightningdb.sql.template.StatementText;
import org.lightningdb.sql.template.StatementText.Literal;
import org.lightningdb.sql.template.StatementText.Use;

/**
 * The plan of a statement with parameters for literals, fit for every text that differs only in
 * their values; or the knowledge that there is none.
 *
 * <p>Only plans that are right and good for any value are shared: those about the row with a key,
 * INSERT of rows, and those of one table whose literals are compared for equality alone, which the
 * planner expects as many rows for as an average value has. Where a literal would be treated
 * differently from a parameter, because its family is not that of the column or it does not fit,
 * the text is planned as it stands, so that answers and errors are those of the literal.
 */
final class SharedPlan {
  /** For texts whose plans cannot be shared. */
  static final SharedPlan NONE = new SharedPlan(null);

  private final @Nullable Compiled compiled;

  private SharedPlan(@Nullable Compiled compiled) {
    this.compiled = compiled;
  }

  /** The plan if every text of the same form may use it, else {@link #NONE}. */
  static SharedPlan of(Compiled compiled, StatementText first) {
    PreparedPlan plan = compiled.plan();
    if (first.rows() != null) {
      boolean oneRow = plan instanceof InsertValuesPlan insert && insert.rows().size() == 1;
      return oneRow ? new SharedPlan(compiled) : NONE;
    }
    boolean aboutOneRow =
        plan instanceof PointSelectPlan
            || plan instanceof PointUpdatePlan
            || plan instanceof PointDeletePlan;
    return (aboutOneRow || isGoodForAny(first))
            && haveFamiliesOf(first.literals(), compiled.parameterTypes())
        ? new SharedPlan(compiled)
        : NONE;
  }

  /** Whether a plan that is not about one row may serve other values as well. */
  static boolean isGoodForAny(StatementText text) {
    return text.oneTable()
        && text.literals().stream().noneMatch(literal -> literal.use() == Use.COMPARISON);
  }

  private static boolean haveFamiliesOf(List<Literal> literals, List<SqlType> types) {
    if (literals.size() != types.size()) {
      return false;
    }
    for (int i = 0; i < types.size(); i++) {
      if (!isOfFamily(literals.get(i), types.get(i).kind())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOfFamily(Literal literal, TypeKind kind) {
    return switch (kind) {
      case TINYINT, SMALLINT, INTEGER, BIGINT, DECIMAL -> literal.value() instanceof Number;
      case REAL, DOUBLE -> literal.value() instanceof Number && literal.use() == Use.ASSIGNMENT;
      case CHAR, VARCHAR -> literal.value() instanceof String;
      case DATE -> literal.kind().equals("D");
      case BOOLEAN, VARBINARY, TIME, TIMESTAMP, TIME_TZ, TIMESTAMP_TZ, UUID -> false;
      case INTERVAL_MONTH, INTERVAL_DAY, JSON -> false;
    };
  }

  /** Whether the tables have outgrown the plan; looked at now and then. */
  boolean isOutgrown(long nowNanos, TableStatistics statistics) {
    PlannedSizes sizes = compiled == null ? null : compiled.sizes();
    return sizes != null && sizes.due(nowNanos) && sizes.outgrown(statistics);
  }

  /** The plan with the literals of a text of the same form; null if the text needs its own. */
  @Nullable Compiled bind(StatementText text) {
    Compiled plan = compiled;
    if (plan == null) {
      return null;
    }
    try {
      List<List<@Nullable Object>> given = text.rows();
      return plan.withLiterals(
          given == null
              ? List.of(values(text.literals(), plan.parameterTypes()))
              : converted(given, plan.parameterTypes()));
    } catch (DbException doesNotFit) {
      return null;
    }
  }

  private static List<@Nullable Object> values(List<Literal> literals, List<SqlType> types) {
    List<@Nullable Object> values = new ArrayList<>(literals.size());
    for (int i = 0; i < literals.size(); i++) {
      Literal literal = literals.get(i);
      values.add(ValueAssignment.convert(literal.value(), types.get(i), "", ""));
    }
    return values;
  }

  private static List<List<@Nullable Object>> converted(
      List<List<@Nullable Object>> rows, List<SqlType> types) {
    List<List<@Nullable Object>> converted = new ArrayList<>(rows.size());
    for (List<@Nullable Object> row : rows) {
      List<@Nullable Object> values = new ArrayList<>(row.size());
      for (int i = 0; i < row.size(); i++) {
        values.add(ValueAssignment.convert(row.get(i), types.get(i), "", ""));
      }
      converted.add(values);
    }
    return converted;
  }
}
