package org.lightningdb.sql.bind;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.fun.SqlCase;
import org.jspecify.annotations.Nullable;

/** Says which operands of a call have one type, so that a parameter among them gets it. */
final class ParameterSiblings {
  private static final Set<SqlKind> ALIKE =
      Set.of(SqlKind.COALESCE, SqlKind.NULLIF, SqlKind.GREATEST, SqlKind.LEAST);
  private static final Set<SqlKind> ARITHMETIC =
      Set.of(SqlKind.PLUS, SqlKind.MINUS, SqlKind.TIMES, SqlKind.DIVIDE, SqlKind.MOD);
  private static final Set<String> ALIKE_BY_NAME = Set.of("GREATEST", "LEAST");
  private static final Set<String> COUNTED =
      Set.of("SUBSTRING", "SUBSTR", "LEFT", "RIGHT", "REPEAT", "ROUND", "TRUNCATE");

  private ParameterSiblings() {}

  /** The operands of which one may tell the type of the others; none if they say nothing. */
  static List<SqlNode> of(SqlCall call) {
    if (call instanceof SqlCase choice) {
      List<SqlNode> branches = new ArrayList<>(choice.getThenOperands().getList());
      if (choice.getElseOperand() != null) {
        branches.add(choice.getElseOperand());
      }
      return branches;
    }
    SqlKind kind = call.getKind();
    boolean two = call.operandCount() == 2;
    return ALIKE.contains(kind)
            || ALIKE_BY_NAME.contains(name(call))
            || (two && (isArithmetic(call) || SqlKind.COMPARISON.contains(kind)))
        ? call.getOperandList()
        : List.of();
  }

  /** Whether the call computes numbers, or something else if its operands are no numbers. */
  static boolean isArithmetic(SqlCall call) {
    return ARITHMETIC.contains(call.getKind()) || name(call).equals("MOD");
  }

  /** Whether operands behind the first one are whole numbers: positions, lengths, digits. */
  static boolean isCounted(SqlCall call) {
    return COUNTED.contains(name(call));
  }

  /** Functions have no kind before they are looked up. */
  private static String name(SqlCall call) {
    return call.getOperator().getName().toUpperCase(Locale.ROOT);
  }

  /** The first of them that has a type of its own. */
  static @Nullable SqlNode typed(List<SqlNode> siblings) {
    return siblings.stream()
        .filter(sibling -> !(sibling instanceof SqlDynamicParam))
        .filter(sibling -> !SqlUtil.isNullLiteral(sibling, false))
        .findFirst()
        .orElse(null);
  }
}
