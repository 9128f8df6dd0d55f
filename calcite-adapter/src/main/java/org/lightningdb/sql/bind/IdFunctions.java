package org.lightningdb.sql.bind;

import java.util.List;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeName;

/** Functions that yield another UUID each time. */
final class IdFunctions {
  static final List<SqlOperator> ALL =
      List.of(
          new IdFunction("GEN_RANDOM_UUID"),
          new IdFunction("RANDOM_UUID"),
          new IdFunction("UUIDV7"));

  private IdFunctions() {}

  private static final class IdFunction extends SqlFunction {
    IdFunction(String name) {
      super(
          name,
          SqlKind.OTHER_FUNCTION,
          ReturnTypes.explicit(SqlTypeName.UUID),
          null,
          OperandTypes.NILADIC,
          SqlFunctionCategory.SYSTEM);
    }

    @Override
    public boolean isDeterministic() {
      return false;
    }

    @Override
    public boolean isDynamicFunction() {
      return true;
    }
  }
}
