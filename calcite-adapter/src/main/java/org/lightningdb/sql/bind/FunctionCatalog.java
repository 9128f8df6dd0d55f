package org.lightningdb.sql.bind;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.fun.SqlLibrary;
import org.apache.calcite.sql.fun.SqlLibraryOperatorTableFactory;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeTransforms;
import org.apache.calcite.sql.util.SqlOperatorTables;
import org.apache.calcite.sql.validate.SqlNameMatcher;
import org.jspecify.annotations.Nullable;
import org.lightningdb.sql.parser.ast.AtTimeZoneOperator;
import org.lightningdb.sql.parser.ast.JsonArrowOperator;

/** The functions and operators that statements may use: the standard's and PostgreSQL's. */
public final class FunctionCatalog implements SqlOperatorTable {
  /** Those that Calcite takes for NOT NULL even if an operand may be null. */
  private static final Set<String> WRONGLY_NOT_NULL =
      Set.of("LPAD", "RPAD", "RAND", "RAND_INTEGER");

  /** PostgreSQL's yields a time with a zone, of which we have none. */
  private static final SqlFunction TO_TIMESTAMP =
      new SqlFunction(
          "TO_TIMESTAMP",
          SqlKind.OTHER_FUNCTION,
          ReturnTypes.explicit(
                  SqlTypeName.TIMESTAMP, LightningTypeSystem.FRACTIONAL_SECOND_DIGITS_MAX)
              .andThen(SqlTypeTransforms.TO_NULLABLE),
          null,
          OperandTypes.STRING_STRING,
          SqlFunctionCategory.TIMEDATE);

  /** What the grammar makes of syntax that Calcite's has not, and our own functions. */
  private static final SqlOperatorTable OWN =
      SqlOperatorTables.chain(
          SqlOperatorTables.of(
              AtTimeZoneOperator.INSTANCE,
              JsonArrowOperator.DOCUMENT,
              JsonArrowOperator.TEXT,
              OwnFunctions.JSON_DOCUMENT,
              OwnFunctions.NOW),
          SqlOperatorTables.of(IdFunctions.ALL));

  public static final SqlOperatorTable OPERATORS = new FunctionCatalog();

  private final SqlOperatorTable all =
      SqlLibraryOperatorTableFactory.INSTANCE.getOperatorTable(
          EnumSet.of(SqlLibrary.STANDARD, SqlLibrary.POSTGRESQL));
  private final Map<SqlOperator, SqlOperator> replacements = new HashMap<>();

  private FunctionCatalog() {
    replacements.put(SqlLibraryOperators.TO_TIMESTAMP_PG, TO_TIMESTAMP);
    for (SqlOperator operator : all.getOperatorList()) {
      if (operator instanceof SqlFunction function
          && WRONGLY_NOT_NULL.contains(operator.getName())) {
        replacements.put(operator, new NullableFunction(function));
      }
    }
  }

  @Override
  public void lookupOperatorOverloads(
      SqlIdentifier name,
      @Nullable SqlFunctionCategory category,
      SqlSyntax syntax,
      List<SqlOperator> found,
      SqlNameMatcher matcher) {
    all.lookupOperatorOverloads(name, category, syntax, found, matcher);
    OWN.lookupOperatorOverloads(name, category, syntax, found, matcher);
    found.replaceAll(operator -> replacements.getOrDefault(operator, operator));
  }

  @Override
  public List<SqlOperator> getOperatorList() {
    return all.getOperatorList().stream()
        .map(operator -> replacements.getOrDefault(operator, operator))
        .toList();
  }

  /** The same function, whose result may be null if an operand may. */
  private static final class NullableFunction extends SqlFunction {
    private final boolean random;

    NullableFunction(SqlFunction function) {
      super(
          function.getName(),
          function.getKind(),
          Objects.requireNonNull(function.getReturnTypeInference())
              .andThen(SqlTypeTransforms.TO_NULLABLE),
          function.getOperandTypeInference(),
          function.getOperandTypeChecker(),
          function.getFunctionType());
      this.random = function.getName().startsWith("RAND");
    }

    @Override
    public boolean isDeterministic() {
      return !random;
    }

    @Override
    public boolean isDynamicFunction() {
      return random;
    }
  }
}
