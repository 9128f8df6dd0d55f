package org.lightningdb.jdbc.connection;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.jdbc.link.SqlErrors;

/** The values of the parameters of a statement. They stay for the next execution. */
final class ParameterValues {
  private final @Nullable Object[] values;
  private final BitSet given = new BitSet();

  ParameterValues(int count) {
    this.values = new @Nullable Object[count];
  }

  /** Sets one; {@code index} counts from 1. */
  void set(int index, @Nullable Object value) throws SQLException {
    if (index < 1 || index > values.length) {
      throw SqlErrors.of(
          SqlErrors.INVALID_ARGUMENT,
          values.length == 0
              ? "the statement has no parameters"
              : "parameter " + index + " is outside of 1 to " + values.length);
    }
    values[index - 1] = value;
    given.set(index - 1);
  }

  void clear() {
    Arrays.fill(values, null);
    given.clear();
  }

  /** A copy that stays as it is. */
  List<@Nullable Object> copy() throws SQLException {
    int missing = given.nextClearBit(0);
    if (missing < values.length) {
      throw SqlErrors.of("07001", "parameter " + (missing + 1) + " is not set");
    }
    return Collections.unmodifiableList(Arrays.asList(values.clone()));
  }
}
