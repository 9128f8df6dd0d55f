package org.lightningdb.sql.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A plan's text as JSON: an array of operators, each with {@code operator}, {@code details}, {@code
 * estimatedRows}, {@code measured} if it was executed, and {@code inputs}.
 */
final class PlanJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern LINE =
      Pattern.compile(
          "( *)(\\S+)(?: (.*?))??(?: \\(rows≈(\\d+)\\))?(?: \\[(rows=\\S+(?: \\w+=\\S+)*)])?");
  private static final Pattern MEASURE = Pattern.compile("(\\w+)=([0-9.]+)(\\w*)");

  private PlanJson() {}

  /** One line of JSON. */
  static String of(String text) {
    ArrayNode roots = MAPPER.createArrayNode();
    Deque<Integer> depths = new ArrayDeque<>();
    Deque<ArrayNode> inputs = new ArrayDeque<>();
    for (String line : text.lines().toList()) {
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        continue;
      }
      int depth = matcher.group(1).length();
      while (!depths.isEmpty() && depths.peek() >= depth) {
        depths.pop();
        inputs.pop();
      }
      ObjectNode node = (inputs.isEmpty() ? roots : inputs.peek()).addObject();
      fill(node, matcher);
      depths.push(depth);
      inputs.push(node.putArray("inputs"));
    }
    try {
      return MAPPER.writeValueAsString(roots);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts and numbers", e);
    }
  }

  private static void fill(ObjectNode node, Matcher matcher) {
    node.put("operator", matcher.group(2));
    if (matcher.group(3) != null) {
      node.put("details", matcher.group(3));
    }
    if (matcher.group(4) != null) {
      node.put("estimatedRows", Long.parseLong(matcher.group(4)));
    }
    if (matcher.group(5) != null) {
      ObjectNode measured = node.putObject("measured");
      Matcher measure = MEASURE.matcher(matcher.group(5));
      while (measure.find()) {
        switch (measure.group(3)) {
          case "ms" -> measured.put("timeMillis", Double.parseDouble(measure.group(2)));
          case "B" -> measured.put(measure.group(1) + "Bytes", Long.parseLong(measure.group(2)));
          default -> measured.put(measure.group(1), Long.parseLong(measure.group(2)));
        }
      }
    }
  }
}
