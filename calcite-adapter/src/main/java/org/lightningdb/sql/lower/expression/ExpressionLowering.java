package org.lightningdb.sql.lower.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.bind.TypeMapping;
import org.lightningdb.sql.exec.expression.Choice;
import org.lightningdb.sql.exec.expression.ColumnReference;
import org.lightningdb.sql.exec.expression.ComparisonOperator;
import org.lightningdb.sql.exec.expression.Constant;
import org.lightningdb.sql.exec.expression.Expression;
import org.lightningdb.sql.exec.expression.Junction;
import org.lightningdb.sql.exec.expression.Negation;
import org.lightningdb.sql.exec.expression.NullTest;
import org.lightningdb.sql.exec.expression.ParameterReference;
import org.lightningdb.sql.exec.expression.SlotReference;
import org.lightningdb.sql.exec.expression.TruthTest;
import org.lightningdb.sql.plan.NotCoveredException;

/**
 * Translates the expressions of a query. Logic, comparisons, CASE and conversions are decided here;
 * {@link FunctionLowering} knows the functions; what has no kernel is called row by row ({@link
 * RowWiseLowering}).
 */
public final class ExpressionLowering {
  private final RexBuilder builder;
  private final SortedMap<Integer, SqlType> parameterTypes;
  private final OuterColumns outerColumns;

  public ExpressionLowering(
      RexBuilder builder, SortedMap<Integer, SqlType> parameterTypes, OuterColumns outerColumns) {
    this.builder = builder;
    this.parameterTypes = parameterTypes;
    this.outerColumns = outerColumns;
  }

  public OuterColumns outerColumns() {
    return outerColumns;
  }

  /**
   * Translates an expression over columns of the given types; its type is what {@link TypeMapping}
   * says.
   *
   * @throws NotCoveredException if nothing can compute it
   */
  public Expression lower(RexNode node, List<SqlType> columns) {
    return new Scope(columns).lower(node);
  }

  /** The expressions over one row. */
  final class Scope {
    private final List<SqlType> columns;

    Scope(List<SqlType> columns) {
      this.columns = columns;
    }

    Expression lower(RexNode node) {
      if (node instanceof RexInputRef reference) {
        SqlType type = columns.get(reference.getIndex());
        return Casts.require(
            new ColumnReference(reference.getIndex(), type),
            TypeMapping.toComputedType(reference.getType()));
      }
      if (node instanceof RexLiteral literal) {
        return Literals.constant(literal);
      }
      if (node instanceof RexDynamicParam parameter) {
        return parameter(parameter);
      }
      if (node instanceof RexFieldAccess access) {
        return outer(access);
      }
      if (node instanceof RexCall call && call.getClass() == RexCall.class) {
        Expression kernel = call(call);
        return kernel != null
            ? Casts.require(kernel, TypeMapping.toComputedType(call.getType()))
            : RowWiseLowering.lower(call, this);
      }
      throw new NotCoveredException("expression " + node);
    }

    List<Expression> lower(List<RexNode> nodes) {
      List<Expression> lowered = new ArrayList<>();
      nodes.forEach(node -> lowered.add(lower(node)));
      return lowered;
    }

    private Expression parameter(RexDynamicParam parameter) {
      SqlType type = TypeMapping.toComputedType(parameter.getType());
      SqlType bound = parameterTypes.getOrDefault(parameter.getIndex(), type);
      return Casts.require(new ParameterReference(parameter.getIndex(), bound), type);
    }

    private Expression outer(RexFieldAccess access) {
      if (access.getReferenceExpr() instanceof RexCorrelVariable variable) {
        Integer slot = outerColumns.slot(variable.id.getName(), access.getField().getIndex());
        if (slot != null) {
          return new SlotReference(slot, TypeMapping.toComputedType(access.getType()));
        }
      }
      throw new NotCoveredException("expression " + access);
    }

    /** Null if there is no kernel. */
    private @Nullable Expression call(RexCall call) {
      List<RexNode> operands = call.getOperands();
      return switch (call.getKind()) {
        case AND -> new Junction(true, lower(operands));
        case OR -> new Junction(false, lower(operands));
        case NOT -> new Negation(lower(operands.get(0)));
        case IS_NULL, IS_UNKNOWN -> new NullTest(lower(operands.get(0)), true);
        case IS_NOT_NULL -> new NullTest(lower(operands.get(0)), false);
        case IS_TRUE -> new TruthTest(lower(operands.get(0)), true, false);
        case IS_NOT_TRUE -> new TruthTest(lower(operands.get(0)), true, true);
        case IS_FALSE -> new TruthTest(lower(operands.get(0)), false, false);
        case IS_NOT_FALSE -> new TruthTest(lower(operands.get(0)), false, true);
        case EQUALS -> compare(ComparisonOperator.EQUAL, operands);
        case NOT_EQUALS -> compare(ComparisonOperator.NOT_EQUAL, operands);
        case LESS_THAN -> compare(ComparisonOperator.LESS, operands);
        case LESS_THAN_OR_EQUAL -> compare(ComparisonOperator.LESS_OR_EQUAL, operands);
        case GREATER_THAN -> compare(ComparisonOperator.GREATER, operands);
        case GREATER_THAN_OR_EQUAL -> compare(ComparisonOperator.GREATER_OR_EQUAL, operands);
        case IS_DISTINCT_FROM -> distinct(operands, true);
        case IS_NOT_DISTINCT_FROM -> distinct(operands, false);
        case SEARCH -> SearchLowering.lower(call, this, builder);
        case CASE -> choice(call);
        case COALESCE -> coalesce(call);
        case CAST -> cast(call);
        case REINTERPRET -> TemporalLowering.reinterpreted(call, this);
        default -> FunctionLowering.lower(call, this);
      };
    }

    private @Nullable Expression compare(ComparisonOperator operator, List<RexNode> operands) {
      if (!isScalar(operands.get(0)) || !isScalar(operands.get(1))) {
        return null;
      }
      return NumberLowering.comparison(operator, lower(operands.get(0)), lower(operands.get(1)));
    }

    private @Nullable Expression distinct(List<RexNode> operands, boolean wanted) {
      if (!isScalar(operands.get(0)) || !isScalar(operands.get(1))) {
        return null;
      }
      return NumberLowering.distinction(lower(operands.get(0)), lower(operands.get(1)), wanted);
    }

    private Expression choice(RexCall call) {
      SqlType type = TypeMapping.toComputedType(call.getType());
      List<Expression> conditions = new ArrayList<>();
      List<Expression> values = new ArrayList<>();
      List<RexNode> operands = call.getOperands();
      for (int i = 0; i + 1 < operands.size(); i += 2) {
        conditions.add(lower(operands.get(i)));
        values.add(Casts.require(lower(operands.get(i + 1)), type));
      }
      values.add(Casts.require(lower(operands.get(operands.size() - 1)), type));
      return new Choice(conditions, values, type);
    }

    private Expression coalesce(RexCall call) {
      SqlType type = TypeMapping.toComputedType(call.getType());
      List<Expression> values = new ArrayList<>();
      List<Expression> conditions = new ArrayList<>();
      for (RexNode operand : call.getOperands()) {
        Expression value = lower(operand);
        values.add(Casts.require(value, type));
        conditions.add(new NullTest(value, false));
      }
      conditions.remove(conditions.size() - 1);
      return new Choice(conditions, values, type);
    }

    private @Nullable Expression cast(RexCall call) {
      RexNode operand = call.getOperands().get(0);
      if (!isScalar(operand)) {
        return null;
      }
      if (RexUtil.isNullLiteral(operand, false)) {
        return new Constant(null, TypeMapping.toComputedType(call.getType()));
      }
      if (SqlTypeUtil.isInterval(operand.getType()) || SqlTypeUtil.isInterval(call.getType())) {
        return TemporalLowering.cast(call, this);
      }
      return Casts.cast(lower(operand), TypeMapping.toComputedType(call.getType()));
    }
  }

  /** Whether something can be computed with values of the expression's type. */
  static boolean isScalar(RexNode node) {
    return switch (node.getType().getSqlTypeName()) {
      case BOOLEAN,
          TINYINT,
          SMALLINT,
          INTEGER,
          BIGINT,
          REAL,
          FLOAT,
          DOUBLE,
          DECIMAL,
          CHAR,
          VARCHAR,
          BINARY,
          VARBINARY,
          DATE,
          TIME,
          TIMESTAMP,
          TIME_TZ,
          TIMESTAMP_TZ,
          UUID,
          NULL ->
          !node.isA(SqlKind.ROW);
      default -> SqlTypeUtil.isInterval(node.getType());
    };
  }
}
