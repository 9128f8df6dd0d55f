package org.lightningdb.sql.exec.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One step of a path: from one item to any number of them. */
sealed interface PathStep {
  /** Adds what the step finds at {@code item}. */
  void apply(JsonNode item, boolean strict, List<JsonNode> found);

  /** {@code .name}; null for {@code .*}. */
  record Member(@Nullable String name) implements PathStep {
    @Override
    public void apply(JsonNode item, boolean strict, List<JsonNode> found) {
      if (item.isArray() && !strict) {
        for (JsonNode element : item) {
          if (element.isObject()) {
            apply(element, false, found);
          }
        }
      } else if (!item.isObject()) {
        failIf(strict, "member access needs an object");
      } else if (name == null) {
        item.forEach(found::add);
      } else if (item.has(name)) {
        found.add(item.get(name));
      } else {
        failIf(strict, "the object has no member \"" + name + "\"");
      }
    }
  }

  /** {@code [a, b to c]}; no ranges for {@code [*]}. */
  record Elements(List<Range> ranges) implements PathStep {
    @Override
    public void apply(JsonNode item, boolean strict, List<JsonNode> found) {
      if (!item.isArray()) {
        failIf(strict, "element access needs an array");
        applyToArray(JsonNodeFactory.instance.arrayNode().add(item), found, strict);
      } else {
        applyToArray(item, found, strict);
      }
    }

    private void applyToArray(JsonNode array, List<JsonNode> found, boolean strict) {
      if (ranges.isEmpty()) {
        array.forEach(found::add);
      }
      for (Range range : ranges) {
        int from = range.from().in(array);
        int to = range.to().in(array);
        failIf(
            strict && (from < 0 || to >= array.size() || from > to),
            "the array has no such element");
        for (int i = Math.max(0, from); i <= Math.min(to, array.size() - 1); i++) {
          found.add(array.get(i));
        }
      }
    }
  }

  /** Elements from one to another, both included. */
  record Range(Index from, Index to) {}

  /** {@code 3}, {@code last} or {@code last - 1}. */
  record Index(boolean fromLast, int number) {
    int in(JsonNode array) {
      return fromLast ? array.size() - 1 - number : number;
    }
  }

  /** {@code ?(condition)}. */
  record Filter(PathCondition condition) implements PathStep {
    @Override
    public void apply(JsonNode item, boolean strict, List<JsonNode> found) {
      List<JsonNode> items = new ArrayList<>();
      if (item.isArray() && !strict) {
        item.forEach(items::add);
      } else {
        items.add(item);
      }
      for (JsonNode candidate : items) {
        if (Boolean.TRUE.equals(condition.holds(candidate, strict))) {
          found.add(candidate);
        }
      }
    }
  }

  /** {@code .size()} and {@code .type()}. */
  record Method(String name) implements PathStep {
    @Override
    public void apply(JsonNode item, boolean strict, List<JsonNode> found) {
      if (name.equals("size")) {
        failIf(strict && !item.isArray(), "size() needs an array");
        found.add(JsonNodeFactory.instance.numberNode(item.isArray() ? item.size() : 1));
      } else {
        found.add(JsonNodeFactory.instance.textNode(type(item)));
      }
    }

    private static String type(JsonNode item) {
      return switch (item.getNodeType()) {
        case OBJECT -> "object";
        case ARRAY -> "array";
        case STRING -> "string";
        case NUMBER -> "number";
        case BOOLEAN -> "boolean";
        default -> "null";
      };
    }
  }

  private static void failIf(boolean failed, String message) {
    if (failed) {
      throw new JsonPathException(message);
    }
  }
}
