package org.lightningdb.sql.lower;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.aggregate.AggregateFunction;
import org.lightningdb.sql.exec.aggregate.CollectedFunction;
import org.lightningdb.sql.exec.aggregate.Collectors;
import org.lightningdb.sql.exec.expression.Expression;
import org.lightningdb.sql.exec.store.SortKey;
import org.lightningdb.sql.lower.expression.Casts;

/** Aggregates that keep all rows of a group. */
final class CollectedLowering {
  private CollectedLowering() {}

  /**
   * The function of a call.
   *
   * @param sorted what WITHIN GROUP sorts by
   * @param order numbers the arguments, then what is sorted by
   * @return null if it is none of these aggregates
   */
  static @Nullable AggregateFunction function(
      SqlOperator function,
      SqlType type,
      List<Expression> arguments,
      List<Expression> sorted,
      List<SortKey> order) {
    List<Expression> columns = new ArrayList<>(arguments);
    columns.addAll(sorted);
    SqlKind kind = function.getKind();
    return switch (kind) {
      case LISTAGG, STRING_AGG -> {
        columns.set(0, Casts.require(arguments.get(0), SqlType.varchar(SqlType.UNBOUNDED)));
        yield new CollectedFunction(
            arguments.size() > 1 ? Collectors::joinTexts : Collectors::joinTextsByComma,
            columns,
            order,
            type);
      }
      case MODE -> new CollectedFunction(Collectors::mode, columns, order, type);
      case ARG_MAX, ARG_MIN ->
          new CollectedFunction(
              Collectors::first,
              columns,
              List.of(new SortKey(1, kind == SqlKind.ARG_MAX, false)),
              type);
      case PERCENTILE_DISC ->
          sorted.size() == 1 && sorted.get(0).type().kind() == type.kind()
              ? new CollectedFunction(Collectors::discretePercentile, columns, order, type)
              : null;
      case PERCENTILE_CONT ->
          sorted.size() == 1 && !Casts.isText(type) && isNumber(sorted.get(0).type())
              ? new CollectedFunction(Collectors.continuousPercentile(type), columns, order, type)
              : null;
      default -> null;
    };
  }

  private static boolean isNumber(SqlType type) {
    return Casts.isExact(type) || Casts.isApproximate(type);
  }
}
