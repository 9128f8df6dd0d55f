package org.lightningdb.jdbc.value;

import java.sql.SQLException;
import java.sql.Wrapper;
import org.lightningdb.jdbc.link.SqlErrors;

/** A wrapper around nothing: unwraps to itself. */
public interface SelfWrapper extends Wrapper {
  @Override
  default <T> T unwrap(Class<T> type) throws SQLException {
    if (!type.isInstance(this)) {
      throw SqlErrors.of(
          SqlErrors.INVALID_ARGUMENT, getClass().getName() + " is no " + type.getName());
    }
    return type.cast(this);
  }

  @Override
  default boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
