package org.lightningdb.sql.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.template.Lexer.Kind;

/**
 * Reads {@code INSERT INTO … VALUES (…), (…)} whose rows consist of literals only: numbers with or
 * without a sign, texts, dates and times, TRUE, FALSE and NULL. However many rows there are, they
 * share the plan of one.
 */
final class LiteralRows {
  /** Separates the form of an INSERT from how many values a row has; no text has it. */
  private static final char ROWS = '\u0002';

  private final String sql;
  private final Lexer lexer;
  private final List<List<@Nullable Object>> rows = new ArrayList<>();

  private LiteralRows(String sql) {
    this.sql = sql;
    this.lexer = new Lexer(sql);
  }

  /** The statement, or null if it is another one. */
  static @Nullable StatementText scan(String sql) {
    return new LiteralRows(sql).scan();
  }

  private @Nullable StatementText scan() {
    lexer.next();
    if (lexer.keyword() != Keyword.INSERT) {
      return null;
    }
    int headEnd = headEnd();
    return headEnd < 0 || !readRows() ? null : text(sql.substring(0, headEnd));
  }

  /** Behind VALUES; -1 if something else comes first than names and parentheses. */
  private int headEnd() {
    while (true) {
      Kind kind = lexer.next();
      Keyword keyword = lexer.keyword();
      if (keyword == Keyword.VALUES) {
        return lexer.end();
      }
      boolean plain =
          kind == Kind.WORD
              || kind == Kind.NAME
              || lexer.is('(')
              || lexer.is(')')
              || lexer.is(',')
              || lexer.is('.');
      if (!plain || keyword == Keyword.SELECT) {
        return -1;
      }
    }
  }

  private boolean readRows() {
    while (true) {
      lexer.next();
      if (!lexer.is('(') || !readRow()) {
        return false;
      }
      Kind kind = lexer.next();
      if (lexer.is(';')) {
        kind = lexer.next();
      } else if (lexer.is(',')) {
        continue;
      }
      return kind == Kind.END;
    }
  }

  private boolean readRow() {
    List<@Nullable Object> row = new ArrayList<>(rows.isEmpty() ? 8 : rows.get(0).size());
    do {
      if (!readValue(row)) {
        return false;
      }
      lexer.next();
    } while (lexer.is(','));
    rows.add(row);
    return lexer.is(')') && row.size() == rows.get(0).size();
  }

  private boolean readValue(List<@Nullable Object> row) {
    Kind kind = lexer.next();
    boolean negative = lexer.is('-');
    if (negative || lexer.is('+')) {
      kind = lexer.next();
      if (kind == Kind.WORD || kind == Kind.STRING) {
        return false;
      }
    }
    return switch (kind) {
      case INTEGER, DECIMAL, APPROXIMATE -> row.add(lexer.number(negative));
      case STRING -> row.add(lexer.string());
      case WORD -> readWord(row);
      default -> false;
    };
  }

  private boolean readWord(List<@Nullable Object> row) {
    Keyword word = lexer.keyword();
    switch (word) {
      case NULL -> row.add(null);
      case TRUE -> row.add(true);
      case FALSE -> row.add(false);
      default -> {
        SqlType type = Lexer.tagged(word);
        Object value = type == null || lexer.next() != Kind.STRING ? null : lexer.temporal(type);
        return value != null && row.add(value);
      }
    }
    return true;
  }

  private StatementText text(String head) {
    int values = rows.get(0).size();
    return new StatementText(
        head + ROWS + values,
        () -> head + " (" + String.join(", ", Collections.nCopies(values, "?")) + ")",
        List.of(),
        rows,
        true);
  }
}
