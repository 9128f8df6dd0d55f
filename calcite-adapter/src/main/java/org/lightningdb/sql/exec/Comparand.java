package org.lightningdb.sql.exec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a column is compared with: known when planned, or when executed. */
public sealed interface Comparand {
  /** A value known when planned, never null. */
  record Constant(Object value) implements Comparand {}

  /** The value of an argument of the execution, by number from 0. */
  record Argument(int index) implements Comparand {}

  /** The value, null for NULL; a Java value of any type comparable with the column's. */
  default @Nullable Object value(List<@Nullable Object> arguments) {
    if (this instanceof Constant constant) {
      return constant.value();
    }
    return arguments.get(((Argument) this).index());
  }
}
