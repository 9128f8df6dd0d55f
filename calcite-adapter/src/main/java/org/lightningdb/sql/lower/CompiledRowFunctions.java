package org.lightningdb.sql.lower;

import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.java.JavaTypeFactory;
import org.apache.calcite.linq4j.QueryProvider;
import org.apache.calcite.linq4j.function.Function1;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexExecutorImpl;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.schema.SchemaPlus;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.bind.LightningTypeFactory;
import org.lightningdb.sql.exec.ExecutionContext;
import org.lightningdb.sql.exec.expression.RowFunction;
import org.lightningdb.sql.lower.expression.RowFunctionCompiler;
import org.lightningdb.sql.plan.NotCoveredException;

/**
 * Functions without a kernel, compiled by Calcite's code generation: the last use of generated code
 * in plans of operators, and one that shrinks with every kernel.
 */
final class CompiledRowFunctions implements RowFunctionCompiler {
  private static final LightningTypeFactory TYPES = new LightningTypeFactory();
  private static final String INPUT = "inputRecord";

  private final RexBuilder builder;

  CompiledRowFunctions(RexBuilder builder) {
    this.builder = builder;
  }

  @Override
  public RowFunction compile(
      RexNode expression,
      List<RelDataType> argumentTypes,
      List<SqlType> argumentSqlTypes,
      SqlType type) {
    RelDataTypeFactory.Builder row = builder.getTypeFactory().builder();
    for (int i = 0; i < argumentTypes.size(); i++) {
      row.add("A" + i, argumentTypes.get(i));
    }
    try {
      Function1<DataContext, @Nullable Object[]> function =
          RexExecutorImpl.getExecutable(builder, List.of(expression), row.build()).getFunction();
      return new Compiled(function, argumentSqlTypes, type);
    } catch (RuntimeException e) {
      throw new NotCoveredException("expression " + expression);
    }
  }

  /** Calls the compiled code. */
  private record Compiled(
      Function1<DataContext, @Nullable Object[]> function,
      List<SqlType> argumentTypes,
      SqlType type)
      implements RowFunction {
    @Override
    public @Nullable Object apply(ExecutionContext context, @Nullable Object[] arguments) {
      @Nullable Object[] values = new @Nullable Object[arguments.length];
      for (int i = 0; i < arguments.length; i++) {
        values[i] = CalciteValues.fromJava(arguments[i], argumentTypes.get(i));
      }
      try {
        Object value = function.apply(new Row(context, values))[0];
        return CalciteValues.toExactJava(value, type);
      } catch (RuntimeException | LinkageError e) {
        throw RuntimeErrors.translate(e);
      }
    }
  }

  /** What compiled code sees of one row. */
  private static final class Row implements DataContext {
    private final ExecutionContext context;
    private final @Nullable Object[] values;

    Row(ExecutionContext context, @Nullable Object[] values) {
      this.context = context;
      this.values = values;
    }

    @Override
    public @Nullable SchemaPlus getRootSchema() {
      return null;
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
      return name.equals(INPUT) ? values : variable(context, name);
    }
  }

  /** The variables of an execution that generated code asks for by name. */
  static @Nullable Object variable(ExecutionContext context, String name) {
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
