package org.lightningdb.index.type;

import org.lightningdb.index.error.SqlState;

/** Assignment to JSON: texts that are documents stay as they are written. */
final class JsonAssignment {
  private JsonAssignment() {}

  static Object convert(Object value, SqlType target) {
    if (!(value instanceof CharSequence)) {
      throw ValueAssignment.mismatch(value, target);
    }
    String text = value.toString();
    if (!JsonSyntax.isDocument(text)) {
      throw ValueAssignment.unparsable(SqlState.INVALID_CHARACTER_VALUE_FOR_CAST, value, target);
    }
    return text;
  }
}
