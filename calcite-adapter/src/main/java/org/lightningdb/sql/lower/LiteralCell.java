package org.lightningdb.sql.lower;

import java.util.Locale;
import java.util.Optional;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlUnknownLiteral;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.index.type.ValueAssignment;

/** A literal as written in a statement, as a Java value. */
final class LiteralCell {
  private LiteralCell() {}

  /** The value wrapped once more, as it may be NULL; empty if the node is no plain literal. */
  static Optional<Value> of(SqlNode node) {
    if (node instanceof SqlBasicCall call
        && call.getKind() == SqlKind.MINUS_PREFIX
        && call.operand(0) instanceof SqlNumericLiteral number) {
      return Optional.of(new Value(number.bigDecimalValue().negate()));
    }
    return node instanceof SqlLiteral literal ? ofLiteral(literal) : Optional.empty();
  }

  /** A value or NULL. */
  record Value(@Nullable Object value) {}

  private static Optional<Value> ofLiteral(SqlLiteral literal) {
    if (literal instanceof SqlUnknownLiteral unknown) {
      return ofTagged(unknown);
    }
    return switch (literal.getTypeName()) {
      case NULL -> Optional.of(new Value(null));
      case BOOLEAN -> Optional.of(new Value(literal.getValueAs(Boolean.class)));
      case DECIMAL -> Optional.of(new Value(((SqlNumericLiteral) literal).bigDecimalValue()));
      case DOUBLE ->
          Optional.of(new Value(((SqlNumericLiteral) literal).bigDecimalValue().doubleValue()));
      case CHAR -> Optional.of(new Value(literal.getValueAs(String.class)));
      case BINARY -> Optional.of(new Value(literal.getValueAs(byte[].class)));
      default -> Optional.empty();
    };
  }

  private static Optional<Value> ofTagged(SqlUnknownLiteral literal) {
    SqlType type =
        switch (literal.tag.toUpperCase(Locale.ROOT)) {
          case "DATE" -> SqlType.of(TypeKind.DATE);
          case "TIME" -> new SqlType(TypeKind.TIME, 6, 0);
          case "TIMESTAMP" -> new SqlType(TypeKind.TIMESTAMP, 6, 0);
          default -> null;
        };
    return type == null
        ? Optional.empty()
        : Optional.of(new Value(ValueAssignment.convert(literal.getValue(), type, "", "")));
  }
}
