package org.lightningdb.sql.exec.function;

import java.time.LocalDateTime;
import java.util.Map;
import java.util.function.Function;
import org.lightningdb.sql.exec.ExecutionContext;

/** What a statement knows of its time and its session; the same all through an execution. */
final class SessionFunctions {
  private static final int DIGITS_MAX = 6;

  private SessionFunctions() {}

  static void register(Map<String, FunctionMaker> makers) {
    for (String name : new String[] {"CURRENT_TIMESTAMP", "LOCALTIMESTAMP"}) {
      makers.put(
          name,
          signature ->
              (context, arguments) -> Temporals.truncated(now(context), precision(signature)));
    }
    for (String name : new String[] {"CURRENT_TIME", "LOCALTIME"}) {
      makers.put(
          name,
          signature ->
              (context, arguments) ->
                  Temporals.truncated(now(context), precision(signature)).toLocalTime());
    }
    makers.put("CURRENT_DATE", signature -> (context, arguments) -> now(context).toLocalDate());
    for (String name : new String[] {"USER", "CURRENT_USER", "SESSION_USER", "SYSTEM_USER"}) {
      put(makers, name, ExecutionContext::user);
    }
    put(makers, "CURRENT_SCHEMA", ExecutionContext::schema);
    put(makers, "CURRENT_ROLE", context -> "");
    put(makers, "CURRENT_PATH", context -> "");
    put(makers, "CURRENT_CATALOG", context -> "");
  }

  private static void put(
      Map<String, FunctionMaker> makers, String name, Function<ExecutionContext, String> value) {
    makers.put(name, signature -> (context, arguments) -> value.apply(context));
  }

  /** All digits there are, unless the statement says how many it wants. */
  private static int precision(FunctionSignature signature) {
    return signature.types().isEmpty() ? DIGITS_MAX : signature.type().precision();
  }

  static LocalDateTime now(ExecutionContext context) {
    return LocalDateTime.ofInstant(context.statementTime(), context.zone());
  }
}
