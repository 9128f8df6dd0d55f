package org.lightningdb.sql.template;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.template.Lexer.Kind;
import org.lightningdb.sql.template.StatementText.Literal;
import org.lightningdb.sql.template.StatementText.Use;

/**
 * Takes literals out of queries, updates and deletes, in one pass over the tokens.
 *
 * <p>A literal is taken out if the tokens before it are: the beginning of a condition (WHERE, ON,
 * AND, OR, NOT, an opening parenthesis), a name, perhaps qualified, and a comparison, perhaps with
 * a sign behind it; and the token after it ends the condition. In the SET clause of an UPDATE it is
 * a name, an equals sign, the literal, and a comma or the end of the clause. So the literal is
 * never a part of a larger expression, and never a position, a length or an alias.
 */
final class LiteralScanner {
  /** Encloses the kind of a literal, which stands for it in the normal form. */
  private static final char TAKEN = '\u0001';

  private static final int DEPTH_MAX = 64;

  /** How far the tokens before have come towards a literal. */
  private enum Stage {
    OTHER,
    BEGINNING,
    NAME,
    DOT,
    OPERATOR,
    SIGNED,
    /** A literal that is taken out if the next token ends the condition. */
    LITERAL,
    /** Something unexpected: nothing is taken out. */
    LOST
  }

  /** Where the token stands. */
  private enum Clause {
    OTHER,
    TABLES,
    CONDITION,
    ASSIGNMENTS
  }

  private final String sql;
  private final Lexer lexer;
  private final Clause[] outer = new Clause[DEPTH_MAX];
  private int depth;
  private Stage stage = Stage.OTHER;
  private Clause clause = Clause.OTHER;
  private boolean update;
  private boolean oneTable = true;
  private Use use = Use.EQUALITY;
  private boolean negative;
  private int literalStart;
  private int literalEnd;
  private String literalKind = "";
  private @Nullable Object literalValue;

  private final List<Literal> literals = new ArrayList<>(4);
  private final StringBuilder form;
  private int copied;

  LiteralScanner(String sql) {
    this.sql = sql;
    this.lexer = new Lexer(sql);
    this.form = new StringBuilder(sql.length() + 8);
  }

  /** The statement without its literals, or null if nothing can be taken out. */
  @Nullable StatementText scan() {
    Kind kind = lexer.next();
    Keyword first = lexer.keyword();
    update = first == Keyword.UPDATE;
    boolean changesOrReads = update || first == Keyword.SELECT || first == Keyword.DELETE;
    if (!changesOrReads || sql.indexOf(TAKEN) >= 0) {
      return null;
    }
    while (kind != Kind.END) {
      kind = lexer.next();
      if (kind == Kind.STRANGE || stage == Stage.LOST || depth == DEPTH_MAX) {
        return null;
      }
      if (stage == Stage.LITERAL && endsCondition(kind)) {
        take();
      }
      stage = advance(kind);
    }
    return literals.isEmpty() ? null : result();
  }

  private boolean endsCondition(Kind kind) {
    if (kind == Kind.END || lexer.is(';')) {
      return true;
    }
    if (kind == Kind.SIGN) {
      return clause == Clause.ASSIGNMENTS ? lexer.is(',') : lexer.is(')');
    }
    return switch (lexer.keyword()) {
      case AND, OR, JOIN, LEFT, RIGHT, FULL, INNER, CROSS -> clause == Clause.CONDITION;
      case WHERE, GROUP, ORDER, HAVING, LIMIT, OFFSET, FETCH, UNION, INTERSECT, EXCEPT -> true;
      default -> false;
    };
  }

  private Stage advance(Kind kind) {
    return switch (kind) {
      case WORD -> word();
      case NAME -> name();
      case INTEGER, DECIMAL, STRING -> literal(kind);
      case SIGN -> sign();
      default -> Stage.OTHER;
    };
  }

  private Stage word() {
    Keyword keyword = lexer.keyword();
    switch (keyword) {
      case WHERE, ON -> {
        clause = Clause.CONDITION;
        return Stage.BEGINNING;
      }
      case SET -> {
        clause = update && depth == 0 ? Clause.ASSIGNMENTS : Clause.OTHER;
        return clause == Clause.ASSIGNMENTS ? Stage.BEGINNING : Stage.OTHER;
      }
      case AND, OR, NOT -> {
        return clause == Clause.CONDITION ? Stage.BEGINNING : Stage.OTHER;
      }
      case DATE, TIME, TIMESTAMP -> {
        return stage == Stage.OPERATOR ? tagged(keyword) : name();
      }
      case FROM -> {
        clause = Clause.TABLES;
        return Stage.OTHER;
      }
      case SELECT, JOIN, UNION, INTERSECT, EXCEPT -> {
        oneTable = false;
        return elsewhere();
      }
      case GROUP, ORDER, HAVING, LIMIT, OFFSET, FETCH, VALUES, WINDOW, QUALIFY, CASE -> {
        return elsewhere();
      }
      default -> {
        return name();
      }
    }
  }

  private Stage name() {
    return stage == Stage.BEGINNING || stage == Stage.DOT ? Stage.NAME : Stage.OTHER;
  }

  private Stage elsewhere() {
    clause = Clause.OTHER;
    return Stage.OTHER;
  }

  /** The literal that begins with the word that stands here. */
  private Stage tagged(Keyword word) {
    literalStart = lexer.start();
    SqlType type = Lexer.tagged(word);
    if (type == null || lexer.next() != Kind.STRING) {
      return Stage.LOST;
    }
    literalValue = lexer.temporal(type);
    literalEnd = lexer.end();
    literalKind = word == Keyword.DATE ? "D" : word == Keyword.TIME ? "T" : "M";
    return literalValue == null ? Stage.OTHER : Stage.LITERAL;
  }

  private Stage literal(Kind kind) {
    boolean signed = stage == Stage.SIGNED;
    if ((!signed && stage != Stage.OPERATOR) || (signed && kind == Kind.STRING)) {
      return Stage.OTHER;
    }
    literalStart = signed ? literalStart : lexer.start();
    literalEnd = lexer.end();
    if (kind == Kind.STRING) {
      literalValue = lexer.string();
      literalKind = "S";
      return Stage.LITERAL;
    }
    Object value = lexer.number(false);
    literalKind = numberKind(value);
    literalValue = signed && negative ? lexer.number(true) : value;
    return literalKind.isEmpty() ? Stage.OTHER : Stage.LITERAL;
  }

  /** What the type of a number follows from; empty if the number is to stay. */
  private String numberKind(Object value) {
    if (value instanceof Long whole) {
      return whole <= Integer.MAX_VALUE ? "I" : "L";
    }
    int digits = lexer.end() - lexer.start() - 1;
    int scale = ((BigDecimal) value).scale();
    return scale == 0 || digits > SqlType.DECIMAL_PRECISION_MAX ? "" : "N" + digits + "," + scale;
  }

  private Stage sign() {
    if (lexer.is('(')) {
      outer[depth++] = clause;
      return clause == Clause.CONDITION ? Stage.BEGINNING : Stage.OTHER;
    }
    if (lexer.is(')')) {
      clause = depth == 0 ? Clause.OTHER : outer[--depth];
      return Stage.OTHER;
    }
    if (lexer.is('.')) {
      return stage == Stage.NAME ? Stage.DOT : Stage.OTHER;
    }
    if (lexer.is(',')) {
      oneTable &= clause != Clause.TABLES;
      return clause == Clause.ASSIGNMENTS && depth == 0 ? Stage.BEGINNING : Stage.OTHER;
    }
    if (stage == Stage.OPERATOR && (lexer.is('-') || lexer.is('+'))) {
      negative = lexer.is('-');
      literalStart = lexer.start();
      return Stage.SIGNED;
    }
    boolean counts = clause == Clause.CONDITION || clause == Clause.ASSIGNMENTS;
    return stage == Stage.NAME && counts && isComparison() ? Stage.OPERATOR : Stage.OTHER;
  }

  private boolean isComparison() {
    boolean equality = lexer.is('=');
    char first = sql.charAt(lexer.start());
    if (clause == Clause.ASSIGNMENTS) {
      use = Use.ASSIGNMENT;
      return equality;
    }
    use = equality ? Use.EQUALITY : Use.COMPARISON;
    return equality || first == '<' || first == '>' || first == '!';
  }

  private void take() {
    Object value = literalValue;
    if (value == null) {
      throw new IllegalStateException("a literal without a value");
    }
    form.append(sql, copied, literalStart).append(TAKEN).append(literalKind).append(TAKEN);
    copied = literalEnd;
    literals.add(new Literal(value, literalKind, use));
  }

  private StatementText result() {
    String normalForm = form.append(sql, copied, sql.length()).toString();
    return new StatementText(normalForm, () -> parameterised(normalForm), literals, null, oneTable);
  }

  private static String parameterised(String normalForm) {
    StringBuilder text = new StringBuilder(normalForm.length());
    int at = 0;
    for (int taken = normalForm.indexOf(TAKEN); taken >= 0; taken = normalForm.indexOf(TAKEN, at)) {
      text.append(normalForm, at, taken).append('?');
      at = normalForm.indexOf(TAKEN, taken + 1) + 1;
    }
    return text.append(normalForm, at, normalForm.length()).toString();
  }
}
