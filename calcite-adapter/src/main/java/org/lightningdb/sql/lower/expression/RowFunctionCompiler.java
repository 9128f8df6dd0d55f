package org.lightningdb.sql.lower.expression;

import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.expression.RowFunction;
import org.lightningdb.sql.plan.NotCoveredException;

/** Makes functions for expressions that have no kernel. */
public interface RowFunctionCompiler {
  /**
   * Compiles an expression over a row of arguments.
   *
   * @param expression its only references are to the arguments, as input fields
   * @throws NotCoveredException if the expression cannot be compiled
   */
  RowFunction compile(
      RexNode expression,
      List<RelDataType> argumentTypes,
      List<SqlType> argumentSqlTypes,
      SqlType type);
}
