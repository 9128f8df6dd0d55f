package org.lightningdb.sql.bind;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.calcite.config.NullCollation;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.validate.SelectScope;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorImpl;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.apache.calcite.util.Util;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.type.SqlType;

/**
 * Validates one statement and finds the types of its parameters.
 *
 * <p>A parameter takes the type of what it is compared or computed with, widened so that binding
 * never cuts a value: {@code name = ?} accepts texts longer than the column, {@code price = ?}
 * decimals with more digits, {@code id = ?} fractions, and the comparison is then simply false. A
 * parameter without context ({@code SELECT ?}) is text.
 */
public final class LightningValidator extends SqlValidatorImpl {
  private final List<SqlDynamicParam> parameters = new ArrayList<>();
  private final Map<Integer, RelDataType> typesByNumber = new HashMap<>();
  private final Set<Integer> compared = new HashSet<>();

  public LightningValidator(
      SqlOperatorTable operators,
      LightningCatalogReader catalogReader,
      RelDataTypeFactory typeFactory) {
    super(
        operators,
        catalogReader,
        typeFactory,
        SqlValidator.Config.DEFAULT
            .withIdentifierExpansion(true)
            .withConformance(LightningConformance.INSTANCE)
            .withTypeCoercionFactory(LightningTypeCoercion::new)
            .withDefaultNullCollation(NullCollation.HIGH));
  }

  @Override
  public SqlNode validate(SqlNode topNode) {
    topNode.accept(new ParameterCollector());
    SqlNode validated = super.validate(topNode);
    validated.accept(new FamilyCheck());
    return validated;
  }

  /** No star stands for a row key. */
  @Override
  protected void addToSelectList(
      List<SqlNode> list,
      Set<String> aliases,
      List<Map.Entry<String, RelDataType>> fieldList,
      SqlNode exp,
      SelectScope scope,
      boolean includeSystemVars) {
    if (!(exp instanceof SqlIdentifier name)
        || !CatalogTable.ROW_KEY.equals(Util.last(name.names))) {
      super.addToSelectList(list, aliases, fieldList, exp, scope, includeSystemVars);
    }
  }

  @Override
  protected SqlNode performUnconditionalRewrites(SqlNode node, boolean underFrom) {
    return super.performUnconditionalRewrites(
        node == null ? node : OwnSyntax.rewrite(node), underFrom);
  }

  /** Says before validation that a parameter is assigned to a column of that type. */
  public void presetParameter(SqlDynamicParam parameter, RelDataType type) {
    setValidatedNodeType(
        parameter, typeFactory.createTypeWithNullability(widen(parameter, type), true));
  }

  /** The types of the parameters that occur, by number from 0; after validation. */
  public SortedMap<Integer, RelDataType> parameterTypes() {
    SortedMap<Integer, RelDataType> types = new TreeMap<>();
    for (SqlDynamicParam parameter : parameters) {
      RelDataType type = getValidatedNodeTypeIfKnown(parameter);
      types.put(
          parameter.getIndex(),
          type == null ? typeFactory.createSqlType(SqlTypeName.VARCHAR) : type);
    }
    return types;
  }

  @Override
  protected void inferUnknownTypes(
      RelDataType inferredType, SqlValidatorScope scope, SqlNode node) {
    if (node instanceof SqlDynamicParam parameter) {
      if (getValidatedNodeTypeIfKnown(node) != null) {
        return;
      }
      super.inferUnknownTypes(widen(parameter, inferredType), scope, node);
      RelDataType type = getValidatedNodeTypeIfKnown(node);
      if (type != null) {
        typesByNumber.put(parameter.getIndex(), type);
      }
      return;
    }
    if (node instanceof SqlCall call) {
      inferSiblings(scope, call);
    }
    super.inferUnknownTypes(inferredType, scope, node);
  }

  /** The type of a call may depend on a parameter whose own type follows from its siblings. */
  @Override
  public RelDataType deriveType(SqlValidatorScope scope, SqlNode expression) {
    if (expression instanceof SqlDynamicParam parameter) {
      RelDataType known = typesByNumber.get(parameter.getIndex());
      return known == null ? super.deriveType(scope, expression) : known;
    }
    if (!parameters.isEmpty() && expression instanceof SqlCall call) {
      inferSiblings(scope, call);
    }
    return super.deriveType(scope, expression);
  }

  private void inferSiblings(SqlValidatorScope scope, SqlCall call) {
    if (call instanceof SqlCase choice) {
      // NULLIF has become CASE WHEN ? = x THEN NULL ELSE ? END.
      for (SqlNode condition : choice.getWhenOperands()) {
        if (condition instanceof SqlCall comparison) {
          inferSiblings(scope, comparison);
        }
      }
    }
    List<SqlNode> siblings = ParameterSiblings.of(call);
    if (siblings.stream().anyMatch(this::isUntyped)) {
      SqlNode typed = ParameterSiblings.typed(siblings);
      RelDataType type =
          typed == null || SqlKind.QUERY.contains(typed.getKind())
              ? unknownType
              : deriveType(scope, typed);
      boolean tells = !ParameterSiblings.isArithmetic(call) || SqlTypeUtil.isNumeric(type);
      if (!type.equals(unknownType) && tells) {
        inferUntyped(siblings, type, scope);
      }
    } else if (ParameterSiblings.isCounted(call) && call.operandCount() > 1) {
      List<SqlNode> counts = call.getOperandList().subList(1, call.operandCount());
      inferUntyped(counts, typeFactory.createSqlType(SqlTypeName.INTEGER), scope);
    }
  }

  private boolean isUntyped(SqlNode node) {
    return node instanceof SqlDynamicParam && getValidatedNodeTypeIfKnown(node) == null;
  }

  private void inferUntyped(List<SqlNode> nodes, RelDataType type, SqlValidatorScope scope) {
    nodes.stream().filter(this::isUntyped).forEach(node -> inferUnknownTypes(type, scope, node));
  }

  /** A parameter may be asked for before it was inferred. */
  @Override
  public RelDataType getValidatedNodeType(SqlNode node) {
    return node instanceof SqlDynamicParam && getValidatedNodeTypeIfKnown(node) == null
        ? unknownType
        : super.getValidatedNodeType(node);
  }

  /** A parameter in HAVING is copied while it is validated: its number tells which one it is. */
  @Override
  public @Nullable RelDataType getValidatedNodeTypeIfKnown(SqlNode node) {
    RelDataType type = super.getValidatedNodeTypeIfKnown(node);
    boolean known = type != null && !type.equals(unknownType);
    return !known && node instanceof SqlDynamicParam parameter
        ? typesByNumber.get(parameter.getIndex())
        : type;
  }

  private RelDataType widen(SqlDynamicParam parameter, RelDataType inferred) {
    if (inferred.equals(unknownType) || SqlTypeUtil.inCharFamily(inferred)) {
      return typeFactory.createSqlType(SqlTypeName.VARCHAR);
    }
    return switch (inferred.getSqlTypeName()) {
      case BINARY, VARBINARY -> typeFactory.createSqlType(SqlTypeName.VARBINARY);
      case TIME, TIMESTAMP, TIME_TZ, TIMESTAMP_TZ ->
          typeFactory.createSqlType(
              inferred.getSqlTypeName(), LightningTypeSystem.FRACTIONAL_SECOND_DIGITS_MAX);
      case TINYINT, SMALLINT, INTEGER, BIGINT, DECIMAL -> {
        boolean integer = inferred.getSqlTypeName() != SqlTypeName.DECIMAL;
        if (integer && !compared.contains(parameter.getIndex())) {
          yield inferred;
        }
        int integerDigits = inferred.getPrecision() - Math.max(0, inferred.getScale());
        int scale = ParameterWidening.scale(integerDigits, inferred.getScale());
        yield typeFactory.createSqlType(SqlTypeName.DECIMAL, SqlType.DECIMAL_PRECISION_MAX, scale);
      }
      default -> inferred;
    };
  }

  /**
   * Refuses literal parameters that are compared with values of another family: a literal would be
   * converted first, a parameter is not.
   */
  private final class FamilyCheck extends SqlBasicVisitor<Void> {
    @Override
    public Void visit(SqlCall call) {
      List<SqlNode> operands = call.getOperandList();
      if (operands.stream().anyMatch(LiteralParameter.class::isInstance)) {
        boolean alike =
            call.getKind().belongsTo(SqlKind.COMPARISON)
                && operands.size() == 2
                && areOfOneFamily(operands.get(0), operands.get(1));
        if (!alike) {
          throw DbException.notSupported("a parameter in the place of this literal");
        }
      }
      return super.visit(call);
    }

    private boolean areOfOneFamily(SqlNode left, SqlNode right) {
      RelDataType first = getValidatedNodeTypeIfKnown(left);
      RelDataType second = getValidatedNodeTypeIfKnown(right);
      return first != null
          && second != null
          && ((SqlTypeUtil.isExactNumeric(first) && SqlTypeUtil.isExactNumeric(second))
              || (SqlTypeUtil.inCharFamily(first) && SqlTypeUtil.inCharFamily(second))
              || (SqlTypeUtil.isDate(first) && SqlTypeUtil.isDate(second)));
    }
  }

  /** Notes the parameters, and which are direct operands of a comparison. */
  private final class ParameterCollector extends SqlBasicVisitor<Void> {
    @Override
    public Void visit(SqlDynamicParam parameter) {
      parameters.add(parameter);
      if (parameter instanceof LiteralParameter literal) {
        RelDataType type = TypeMapping.toCalcite(typeFactory, literal.type(), false);
        setValidatedNodeType(parameter, type);
        typesByNumber.put(parameter.getIndex(), type);
      }
      return super.visit(parameter);
    }

    @Override
    public Void visit(SqlCall call) {
      if (call instanceof SqlBasicCall
          && (SqlKind.COMPARISON.contains(call.getKind())
              || call.getKind() == SqlKind.BETWEEN
              || call.getKind() == SqlKind.IN
              || call.getKind() == SqlKind.NOT_IN)) {
        call.getOperandList().forEach(this::note);
      }
      return super.visit(call);
    }

    private void note(SqlNode operand) {
      if (operand instanceof SqlDynamicParam parameter) {
        compared.add(parameter.getIndex());
      } else if (operand instanceof SqlNodeList list) {
        list.forEach(this::note);
      }
    }
  }
}
