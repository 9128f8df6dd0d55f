package org.lightningdb.sql.exec.function;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.type.JsonSyntax;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.ExecutionContext;
import org.lightningdb.sql.exec.expression.RowFunction;
import org.lightningdb.sql.exec.json.JsonDocument;

/** JSON_OBJECT and JSON_ARRAY. Numbers and truth values stay such, anything else is a text. */
public final class JsonConstructors {
  private JsonConstructors() {}

  /**
   * The object of names and values that alternate.
   *
   * @param documents which arguments are JSON already
   * @param absent whether members that are NULL are left out
   */
  public static RowFunction object(List<SqlType> types, List<Boolean> documents, boolean absent) {
    return (context, arguments) -> {
      StringJoiner members = new StringJoiner(",", "{", "}");
      for (int i = 0; i < arguments.length; i += 2) {
        Object name = arguments[i];
        if (name == null) {
          throw DbException.of(SqlState.NULL_NOT_ALLOWED, "the name of a member is NULL");
        }
        Object value = arguments[i + 1];
        if (value != null || !absent) {
          members.add(
              quoted(name.toString())
                  + ":"
                  + value(value, types.get(i + 1), documents.get(i + 1), context));
        }
      }
      return members.toString();
    };
  }

  /** The array of values; as {@link #object}. */
  public static RowFunction array(List<SqlType> types, List<Boolean> documents, boolean absent) {
    return (context, arguments) -> {
      StringJoiner elements = new StringJoiner(",", "[", "]");
      for (int i = 0; i < arguments.length; i++) {
        if (arguments[i] != null || !absent) {
          elements.add(value(arguments[i], types.get(i), documents.get(i), context));
        }
      }
      return elements.toString();
    };
  }

  private static String value(
      @Nullable Object value, SqlType type, boolean document, ExecutionContext context) {
    if (value == null) {
      return "null";
    }
    if (value instanceof Boolean truth) {
      return truth ? "true" : "false";
    }
    String text = TextForms.of(value, type, context.zone());
    if (document && !JsonSyntax.isDocument(text)) {
      throw DbException.of(
          SqlState.INVALID_CHARACTER_VALUE_FOR_CAST, "not a JSON document: '" + text + "'");
    }
    boolean finite = value instanceof Number number && Double.isFinite(number.doubleValue());
    return document || finite ? text : quoted(text);
  }

  private static String quoted(String text) {
    return JsonDocument.text(TextNode.valueOf(text));
  }
}
