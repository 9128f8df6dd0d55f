package org.lightningdb.sql.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.java.JavaTypeFactory;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.linq4j.QueryProvider;
import org.apache.calcite.schema.SchemaPlus;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.bind.LightningTypeFactory;
import org.lightningdb.sql.exec.ExecutionContext;

/** What generated code sees of one execution; also keeps track of the cursors it opened. */
final class ExecutionDataContext implements DataContext {
  private static final LightningTypeFactory TYPES = new LightningTypeFactory();

  private final ExecutionContext context;
  private final Map<String, Object> stash;
  private final List<SqlType> parameterTypes;
  private final List<BatchCursor> opened = new ArrayList<>();
  private final Map<String, WorkingTable> workingTables = new HashMap<>();
  private @Nullable SchemaPlus rootSchema;

  /** In the stash: stands for a table that every execution has for itself. */
  enum WorkingTableSlot {
    INSTANCE
  }

  ExecutionDataContext(
      ExecutionContext context, Map<String, Object> stash, List<SqlType> parameterTypes) {
    this.context = context;
    this.stash = stash;
    this.parameterTypes = parameterTypes;
  }

  ExecutionContext context() {
    return context;
  }

  /** Closes {@code cursor} at the end of the execution, if not before. */
  <C extends BatchCursor> C track(C cursor) {
    opened.add(cursor);
    return cursor;
  }

  void forget(BatchCursor cursor) {
    opened.remove(cursor);
  }

  void closeAll() {
    RuntimeException first = null;
    for (BatchCursor cursor : opened) {
      try {
        cursor.close();
      } catch (RuntimeException e) {
        first = first == null ? e : first;
      }
    }
    opened.clear();
    if (first != null) {
      throw first;
    }
  }

  /** Temporary tables of recursive queries live here. */
  @Override
  public SchemaPlus getRootSchema() {
    SchemaPlus schema = rootSchema;
    if (schema == null) {
      schema = CalciteSchema.createRootSchema(false, false).plus();
      rootSchema = schema;
    }
    return schema;
  }

  @Override
  public JavaTypeFactory getTypeFactory() {
    return TYPES;
  }

  @Override
  public @Nullable QueryProvider getQueryProvider() {
    return null;
  }

  @Override
  public @Nullable Object get(String name) {
    if (name.startsWith("?")) {
      return parameter(Integer.parseInt(name.substring(1)));
    }
    Object stashed = stash.get(name);
    if (stashed instanceof WorkingTableSlot) {
      return workingTables.computeIfAbsent(name, unused -> new WorkingTable());
    }
    return stashed != null ? stashed : variable(context, name);
  }

  private @Nullable Object parameter(int index) {
    if (index >= context.parameters().size()) {
      throw DbException.of(SqlState.UNDEFINED_PARAMETER, "no value for parameter " + (index + 1));
    }
    return CalciteValues.fromJava(context.parameters().get(index), parameterTypes.get(index));
  }

  /** The variables of an execution that generated code asks for by name. */
  private static @Nullable Object variable(ExecutionContext context, String name) {
    long utcMillis = context.statementTime().toEpochMilli();
    TimeZone zone = TimeZone.getTimeZone(context.zone());
    return switch (name) {
      case "utcTimestamp" -> utcMillis;
      case "currentTimestamp", "localTimestamp" -> utcMillis + zone.getOffset(utcMillis);
      case "timeZone" -> zone;
      case "user", "systemUser" -> context.user();
      case "locale" -> Locale.ROOT;
      default -> null;
    };
  }
}
