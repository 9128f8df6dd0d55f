package org.lightningdb.sql.exec.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;

/** Reads a path of SQL/JSON, by recursive descent. */
final class JsonPathParser {
  private static final String[] COMPARISONS = {"==", "!=", "<>", "<=", ">=", "<", ">", "="};

  private final String text;
  private int at;

  JsonPathParser(String text) {
    this.text = text;
  }

  JsonPath parse() {
    boolean strict = word("strict");
    if (!strict) {
      word("lax");
    }
    if (!take("$")) {
      throw wrong("$ expected");
    }
    List<PathStep> steps = steps();
    if (at < text.length()) {
      throw wrong("unexpected text");
    }
    return new JsonPath(strict, steps);
  }

  private List<PathStep> steps() {
    List<PathStep> steps = new ArrayList<>();
    while (true) {
      if (take(".")) {
        steps.add(member());
      } else if (take("[")) {
        steps.add(elements());
      } else if (take("?")) {
        expect("(");
        steps.add(new PathStep.Filter(either()));
        expect(")");
      } else {
        return steps;
      }
    }
  }

  private PathStep member() {
    if (take("*")) {
      return new PathStep.Member(null);
    }
    blanks();
    if (at < text.length() && text.charAt(at) == '"') {
      return new PathStep.Member(quoted());
    }
    String name = name();
    if (take("(")) {
      expect(")");
      if (!name.equals("size") && !name.equals("type")) {
        throw DbException.notSupported("the path method " + name + "()");
      }
      return new PathStep.Method(name);
    }
    return new PathStep.Member(name);
  }

  private PathStep elements() {
    List<PathStep.Range> ranges = new ArrayList<>();
    if (!take("*")) {
      do {
        PathStep.Index from = index();
        ranges.add(new PathStep.Range(from, word("to") ? index() : from));
      } while (take(","));
    }
    expect("]");
    return new PathStep.Elements(List.copyOf(ranges));
  }

  private PathStep.Index index() {
    if (word("last")) {
      return new PathStep.Index(true, take("-") ? integer() : 0);
    }
    return new PathStep.Index(false, integer());
  }

  private int integer() {
    blanks();
    int start = at;
    while (at < text.length() && Character.isDigit(text.charAt(at))) {
      at++;
    }
    if (at == start || at - start > 9) {
      throw wrong("a number expected");
    }
    return Integer.parseInt(text.substring(start, at));
  }

  private PathCondition either() {
    PathCondition condition = both();
    while (take("||")) {
      condition = new PathCondition.Junction(false, condition, both());
    }
    return condition;
  }

  private PathCondition both() {
    PathCondition condition = one();
    while (take("&&")) {
      condition = new PathCondition.Junction(true, condition, one());
    }
    return condition;
  }

  private PathCondition one() {
    if (take("!")) {
      expect("(");
      PathCondition condition = either();
      expect(")");
      return new PathCondition.Not(condition);
    }
    if (word("exists")) {
      expect("(");
      PathOperand path = operand();
      expect(")");
      return new PathCondition.Exists(path);
    }
    if (take("(")) {
      PathCondition condition = either();
      expect(")");
      return condition;
    }
    PathOperand left = operand();
    for (String operator : COMPARISONS) {
      if (take(operator)) {
        String known = operator.equals("<>") ? "!=" : operator.equals("=") ? "==" : operator;
        return new PathCondition.Comparison(known, left, operand());
      }
    }
    throw wrong("a comparison expected");
  }

  private PathOperand operand() {
    if (take("@")) {
      return new PathOperand(null, steps());
    }
    blanks();
    JsonNode literal = literal();
    if (literal == null) {
      throw wrong("a value expected");
    }
    return new PathOperand(literal, List.of());
  }

  private @Nullable JsonNode literal() {
    if (at < text.length() && text.charAt(at) == '"') {
      return JsonNodeFactory.instance.textNode(quoted());
    }
    int start = at;
    while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || isSign(at))) {
      at++;
    }
    return at == start ? null : JsonDocument.parse(text.substring(start, at));
  }

  private boolean isSign(int position) {
    return "+-.".indexOf(text.charAt(position)) >= 0;
  }

  private String quoted() {
    int start = at++;
    while (at < text.length() && text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    at = Math.min(at + 1, text.length());
    JsonNode value = JsonDocument.parse(text.substring(start, at));
    if (value == null) {
      throw wrong("the text does not end");
    }
    return Objects.requireNonNull(value.textValue());
  }

  private String name() {
    int start = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || "_$".indexOf(text.charAt(at)) >= 0)) {
      at++;
    }
    if (at == start) {
      throw wrong("a name expected");
    }
    return text.substring(start, at);
  }

  private boolean word(String word) {
    blanks();
    int end = at + word.length();
    boolean found =
        text.startsWith(word, at)
            && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)));
    at = found ? end : at;
    blanks();
    return found;
  }

  private boolean take(String symbol) {
    blanks();
    boolean found = text.startsWith(symbol, at);
    at += found ? symbol.length() : 0;
    if (found && !symbol.equals(".")) {
      blanks();
    }
    return found;
  }

  private void expect(String symbol) {
    if (!take(symbol)) {
      throw wrong(symbol + " expected");
    }
  }

  private void blanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private DbException wrong(String what) {
    return DbException.of(
        SqlState.SYNTAX_ERROR, "JSON path '" + text + "' at character " + (at + 1) + ": " + what);
  }
}
