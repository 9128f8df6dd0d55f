package org.lightningdb.sql.exec.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value that a filter compares: a literal, or what a path from the item leads to. */
record PathOperand(@Nullable JsonNode literal, List<PathStep> steps) {
  PathOperand {
    steps = List.copyOf(steps);
  }

  /** Null if the path fails. Arrays are their elements in lax mode. */
  @Nullable List<JsonNode> values(JsonNode item, boolean strict) {
    if (literal != null) {
      return List.of(literal);
    }
    try {
      List<JsonNode> found = JsonPath.follow(steps, item, strict);
      return strict ? found : unwrapped(found);
    } catch (JsonPathException failed) {
      return null;
    }
  }

  private static List<JsonNode> unwrapped(List<JsonNode> items) {
    List<JsonNode> values = new ArrayList<>();
    for (JsonNode item : items) {
      if (item.isArray()) {
        item.forEach(values::add);
      } else {
        values.add(item);
      }
    }
    return values;
  }
}
