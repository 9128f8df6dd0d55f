package org.lightningdb.sql.exec.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.lightningdb.index.error.DbException;

/**
 * A path of SQL/JSON: {@code lax $.items[*] ? (@.price > 10).name}. In lax mode, which is the
 * default, what is not there is nothing, arrays are stepped into and other values are arrays of
 * one; in strict mode all that fails ({@link JsonPathException}). Immutable.
 *
 * @param strict whether structural errors count
 */
public record JsonPath(boolean strict, List<PathStep> steps) {
  public JsonPath {
    steps = List.copyOf(steps);
  }

  /**
   * Reads a path.
   *
   * @throws DbException 42601 if it is none
   */
  public static JsonPath parse(String text) {
    return new JsonPathParser(text).parse();
  }

  /**
   * All that the path leads to.
   *
   * @throws JsonPathException in strict mode, if it does not fit the document
   */
  public List<JsonNode> find(JsonNode document) {
    return follow(steps, document, strict);
  }

  static List<JsonNode> follow(List<PathStep> steps, JsonNode start, boolean strict) {
    List<JsonNode> items = List.of(start);
    for (PathStep step : steps) {
      List<JsonNode> next = new java.util.ArrayList<>();
      for (JsonNode item : items) {
        step.apply(item, strict, next);
      }
      items = next;
    }
    return items;
  }
}
