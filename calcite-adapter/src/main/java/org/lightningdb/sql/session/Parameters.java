package org.lightningdb.sql.session;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.index.type.ValueAssignment;

/**
 * Turns what the caller bound into Java values of the plan's parameter types. Lengths and scales
 * are not enforced here: a comparison with a longer text is false, not an error, and an assignment
 * checks for itself.
 */
final class Parameters {
  private Parameters() {}

  static List<@Nullable Object> bind(List<@Nullable Object> given, List<SqlType> types) {
    if (given.size() != types.size()) {
      throw DbException.of(
          SqlState.UNDEFINED_PARAMETER,
          "the statement has " + types.size() + " parameters, " + given.size() + " were given");
    }
    List<@Nullable Object> bound = new ArrayList<>(given.size());
    for (int i = 0; i < given.size(); i++) {
      bound.add(convert(given.get(i), types.get(i), i));
    }
    return bound;
  }

  private static @Nullable Object convert(@Nullable Object value, SqlType type, int index) {
    if (value == null) {
      return null;
    }
    if (type.kind() == TypeKind.DECIMAL && value instanceof BigDecimal) {
      return value;
    }
    try {
      return ValueAssignment.convert(value, widest(type), "", "");
    } catch (DbException e) {
      throw DbException.of(e.state(), "parameter " + (index + 1) + ": " + e.text(), e);
    }
  }

  private static SqlType widest(SqlType type) {
    return switch (type.kind()) {
      case CHAR, VARCHAR -> SqlType.varchar(SqlType.UNBOUNDED);
      case VARBINARY -> SqlType.varbinary(SqlType.UNBOUNDED);
      default -> type;
    };
  }
}
