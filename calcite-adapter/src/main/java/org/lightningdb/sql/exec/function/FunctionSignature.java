package org.lightningdb.sql.exec.function;

import java.util.List;
import org.lightningdb.index.type.SqlType;

/**
 * What is known of a function call when it is planned.
 *
 * @param flags the keywords among its operands, in capitals: {@code LEADING}, {@code MONTH}
 * @param types of the other operands; intervals are as {@link Intervals} says
 * @param type of the result
 */
public record FunctionSignature(List<String> flags, List<SqlType> types, SqlType type) {
  public FunctionSignature {
    flags = List.copyOf(flags);
    types = List.copyOf(types);
  }
}
