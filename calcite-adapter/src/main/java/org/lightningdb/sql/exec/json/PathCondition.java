package org.lightningdb.sql.exec.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.TypeComparator;

/** What a filter asks of an item. */
sealed interface PathCondition {
  /** Null for unknown: a comparison of values that have no order, or a path that fails. */
  @Nullable Boolean holds(JsonNode item, boolean strict);

  /** {@code &&} and {@code ||}. */
  record Junction(boolean and, PathCondition left, PathCondition right) implements PathCondition {
    @Override
    public @Nullable Boolean holds(JsonNode item, boolean strict) {
      Boolean first = left.holds(item, strict);
      Boolean second = right.holds(item, strict);
      Boolean decides = !and;
      if (decides.equals(first) || decides.equals(second)) {
        return decides;
      }
      return (first == null || second == null) ? null : (Boolean) and;
    }
  }

  /** {@code !}. */
  record Not(PathCondition condition) implements PathCondition {
    @Override
    public @Nullable Boolean holds(JsonNode item, boolean strict) {
      Boolean holds = condition.holds(item, strict);
      return holds == null ? null : !holds;
    }
  }

  /** {@code exists (path)}. */
  record Exists(PathOperand path) implements PathCondition {
    @Override
    public @Nullable Boolean holds(JsonNode item, boolean strict) {
      List<JsonNode> found = path.values(item, strict);
      return found == null ? null : !found.isEmpty();
    }
  }

  /** A comparison; true if it is for any pair of values. */
  record Comparison(String operator, PathOperand left, PathOperand right) implements PathCondition {
    @Override
    public @Nullable Boolean holds(JsonNode item, boolean strict) {
      List<JsonNode> first = left.values(item, strict);
      List<JsonNode> second = right.values(item, strict);
      if (first == null || second == null) {
        return null;
      }
      boolean unknown = false;
      for (JsonNode a : first) {
        for (JsonNode b : second) {
          Boolean holds = compare(a, b);
          if (Boolean.TRUE.equals(holds)) {
            return true;
          }
          unknown |= holds == null;
        }
      }
      return unknown ? null : false;
    }

    private @Nullable Boolean compare(JsonNode a, JsonNode b) {
      Integer order = order(a, b);
      if (order == null) {
        boolean nulls = a.isNull() != b.isNull() && a.isValueNode() && b.isValueNode();
        return nulls ? (Boolean) operator.equals("!=") : null;
      }
      return switch (operator) {
        case "==" -> order == 0;
        case "!=" -> order != 0;
        case "<" -> order < 0;
        case "<=" -> order <= 0;
        case ">" -> order > 0;
        default -> order >= 0;
      };
    }

    private static @Nullable Integer order(JsonNode a, JsonNode b) {
      if (a.isNumber() && b.isNumber()) {
        return a.decimalValue().compareTo(b.decimalValue());
      }
      if (a.isTextual() && b.isTextual()) {
        return TypeComparator.compareText(a.textValue(), b.textValue());
      }
      if (a.isBoolean() && b.isBoolean()) {
        return Boolean.compare(a.booleanValue(), b.booleanValue());
      }
      return a.isNull() && b.isNull() ? (Integer) 0 : null;
    }
  }
}
