package org.lightningdb.sql.exec.function;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lightningdb.sql.exec.expression.RowFunction;

/**
 * All functions that are computed row by row, by name. A function is added to the room it belongs
 * to ({@link TextFunctions}, {@link NumberFunctions} and so on). Most yield NULL as soon as one
 * operand is NULL; those are registered with {@code strict}.
 */
public final class FunctionTable {
  private static final Map<String, FunctionMaker> MAKERS = makers();

  private FunctionTable() {}

  private static Map<String, FunctionMaker> makers() {
    Map<String, FunctionMaker> makers = new HashMap<>();
    TextFunctions.register(makers);
    PatternFunctions.register(makers);
    DigestFunctions.register(makers);
    NumberFunctions.register(makers);
    TrigonometricFunctions.register(makers);
    BitFunctions.register(makers);
    DateFunctions.register(makers);
    SessionFunctions.register(makers);
    ZoneFunctions.register(makers);
    IdFunctions.register(makers);
    JsonFunctions.register(makers);
    return Map.copyOf(makers);
  }

  /**
   * The function of that name.
   *
   * @param name in capitals
   * @return null if there is none for such operands
   */
  public static @Nullable RowFunction find(String name, FunctionSignature signature) {
    FunctionMaker maker = MAKERS.get(name);
    return maker == null ? null : maker.make(signature);
  }

  /** A function whose operands are never null. */
  interface StrictFunction {
    @Nullable Object apply(Object[] arguments);
  }

  /** The function that is NULL if one of its operands is. */
  static RowFunction strict(StrictFunction function) {
    return (context, arguments) -> {
      Object[] values = new Object[arguments.length];
      for (int i = 0; i < arguments.length; i++) {
        Object argument = arguments[i];
        if (argument == null) {
          return null;
        }
        values[i] = argument;
      }
      return function.apply(values);
    };
  }
}
