package org.lightningdb.sql.lower;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.lightningdb.sql.parser.ast.CopiedTree;
import org.lightningdb.sql.parser.ast.MergeBranch;
import org.lightningdb.sql.parser.ast.MergeBranch.Match;

/** Expressions that say which WHEN of a MERGE a row belongs to. */
final class MergeTests {
  private final MergeSides sides;
  private final List<MergeBranch> branches;

  /**
   * @param branches in the order in which they are tried
   */
  MergeTests(MergeSides sides, List<MergeBranch> branches) {
    this.sides = sides;
    this.branches = branches;
  }

  /**
   * The number of the first branch that fits, or -1.
   *
   * @param numbered the branches by their numbers
   */
  SqlNode action(List<MergeBranch> numbered) {
    SqlNodeList whens = new SqlNodeList(SqlParserPos.ZERO);
    SqlNodeList numbers = new SqlNodeList(SqlParserPos.ZERO);
    for (MergeBranch branch : branches) {
      whens.add(test(branch));
      numbers.add(number(numbered.indexOf(branch)));
    }
    return new SqlCase(SqlParserPos.ZERO, null, whens, numbers, number(-1));
  }

  private static SqlNode number(int value) {
    return SqlLiteral.createExactNumeric(Integer.toString(value), SqlParserPos.ZERO);
  }

  /** A value, computed only for rows of the branch; a column's needs no care. */
  SqlNode guarded(MergeBranch branch, SqlNode value) {
    if (value instanceof SqlIdentifier) {
      return value;
    }
    SqlNodeList whens = new SqlNodeList(SqlParserPos.ZERO);
    SqlNodeList values = new SqlNodeList(SqlParserPos.ZERO);
    for (MergeBranch before : branches) {
      if (before.equals(branch)) {
        break;
      }
      if (before.match() == branch.match()) {
        whens.add(test(before));
        values.add(SqlLiteral.createNull(SqlParserPos.ZERO));
      }
    }
    whens.add(test(branch));
    values.add(value);
    return new SqlCase(
        SqlParserPos.ZERO, null, whens, values, SqlLiteral.createNull(SqlParserPos.ZERO));
  }

  private SqlNode test(MergeBranch branch) {
    SqlNode matches = matches(branch.match());
    return branch.condition() == null
        ? matches
        : call(SqlStdOperatorTable.AND, matches, CopiedTree.of(branch.condition()));
  }

  private SqlNode matches(Match match) {
    return switch (match) {
      case NOT_MATCHED -> call(SqlStdOperatorTable.IS_NULL, sides.rowKey());
      case NOT_MATCHED_BY_SOURCE -> call(SqlStdOperatorTable.IS_NULL, sides.present());
      case MATCHED -> {
        SqlNode target = call(SqlStdOperatorTable.IS_NOT_NULL, sides.rowKey());
        yield sides.has(Match.NOT_MATCHED_BY_SOURCE)
            ? call(
                SqlStdOperatorTable.AND,
                target,
                call(SqlStdOperatorTable.IS_NOT_NULL, sides.present()))
            : target;
      }
    };
  }

  private static SqlNode call(SqlOperator operator, SqlNode... operands) {
    return operator.createCall(SqlParserPos.ZERO, operands);
  }
}
