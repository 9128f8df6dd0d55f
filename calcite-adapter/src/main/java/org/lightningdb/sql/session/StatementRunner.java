package org.lightningdb.sql.session;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.apache.calcite.util.Util;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.index.access.Snapshot;
import org.lightningdb.index.access.Transaction;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.CatalogSnapshot;
import org.lightningdb.sql.bind.TableStatistics;
import org.lightningdb.sql.ddl.DdlRunner;
import org.lightningdb.sql.exec.PreparedPlan.ModifyPlan;
import org.lightningdb.sql.exec.ReturningPlan;
import org.lightningdb.sql.name.ConstraintNaming;
import org.lightningdb.sql.parser.ast.AnalyzeStatement;
import org.lightningdb.sql.parser.ast.SetConstraintsStatement;
import org.lightningdb.sql.parser.ast.SetStatement;
import org.lightningdb.sql.parser.ast.ShowStatement;
import org.lightningdb.sql.parser.ast.TransactionStatement;
import org.lightningdb.sql.point.PointSelectPlan;
import org.lightningdb.sql.session.Session.BatchResult;
import org.lightningdb.sql.session.StatementContext.Alarm;
import org.lightningdb.storage.vector.VectorBatch;

/** Compiles and runs the statements of one session. Called under the session's lock. */
final class StatementRunner implements StreamedRows.Owner {
  private final SessionCore core;
  private final StatementCompiler compiler;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final ReentrantLock lock;
  private final Attempts attempts;
  private final Set<StreamedRows> openRows = new LinkedHashSet<>();
  private volatile @Nullable Alarm running;
  private volatile boolean closing;

  StatementRunner(
      SessionCore core,
      StatementCompiler compiler,
      InstantSource clock,
      LongSupplier nanoTime,
      ReentrantLock lock) {
    this.core = core;
    this.compiler = compiler;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.lock = lock;
    this.attempts = new Attempts(core, this);
  }

  SessionStatement prepare(String sql) {
    CatalogSnapshot catalog = core.catalog();
    try (PlanningStatistics statistics = new PlanningStatistics(core)) {
      Compiled compiled = compiler.compile(sql, scope(catalog, statistics));
      return new SessionStatement(sql, compiled, catalog.version(), core.schema());
    } catch (RuntimeException | Error thrown) {
      throw StatementErrors.translate(thrown);
    }
  }

  StatementResult execute(
      SessionStatement statement, List<@Nullable Object> parameters, ExecuteOptions options) {
    Compiled compiled = statement.compiled();
    if (compiled.plan() == null) {
      compiled.bind(parameters, core.zone());
    }
    return switch (compiled.kind()) {
      case TRANSACTION -> {
        core.transact((TransactionStatement) compiled.requiredTree());
        yield new Results.Count(0, null);
      }
      case SESSION -> {
        if (compiled.requiredTree() instanceof SetConstraintsStatement constraints) {
          setConstraints(constraints, options);
          yield new Results.Count(0, null);
        }
        SetStatement set = (SetStatement) compiled.requiredTree();
        core.set(set.name(), set.value());
        yield new Results.Count(0, null);
      }
      case DDL -> define(compiled, options);
      case QUERY -> read(statement, parameters, options);
      case INSERT, UPDATE, DELETE, MERGE -> modify(statement, parameters, options);
    };
  }

  /** Without a transaction that spans statements this has no effect. */
  private void setConstraints(SetConstraintsStatement set, ExecuteOptions options) {
    List<String> names = set.names().stream().map(name -> Util.last(name.names)).toList();
    attempts.complete(
        true,
        alarm(options),
        transaction -> {
          for (String name : names) {
            ConstraintNaming.requireDeferrable(transaction.catalog(), name);
          }
          transaction.setConstraints(names, set.deferred());
          return true;
        });
  }

  private StatementResult define(Compiled compiled, ExecuteOptions options) {
    Alarm alarm = alarm(options);
    return attempts.complete(
        false,
        alarm,
        transaction -> {
          checkWritable(transaction);
          try (Snapshot snapshot = transaction.snapshot()) {
            StatementContext context = context(transaction, snapshot, List.of(), alarm);
            if (compiled.requiredTree() instanceof AnalyzeStatement analyze) {
              new Analysis(transaction, snapshot, core.schema(), alarm::check).run(analyze);
              return new Results.Count(0, null);
            }
            StatementCompiler.Scope scope = scope(snapshot.catalog(), TableStatistics.UNKNOWN);
            DefaultEvaluation defaults = new DefaultEvaluation(compiler, scope, context);
            StoredTableRows rows =
                new StoredTableRows(
                    compiler,
                    transaction,
                    catalog -> scope(catalog, TableStatistics.UNKNOWN),
                    (within, seen) -> context(within, seen, List.of(), alarm));
            new DdlRunner(
                    transaction, core.schema(), defaults, rows, new StoredQueries(compiler, scope))
                .run(compiled.requiredTree());
          }
          return new Results.Count(0, null);
        });
  }

  private StatementResult read(
      SessionStatement statement, List<@Nullable Object> parameters, ExecuteOptions options) {
    Compiled compiled = statement.compiled();
    if (compiled.tree() instanceof ShowStatement show) {
      return show(show, compiled);
    }
    if (compiled.explain()) {
      return explain(statement, options);
    }
    if (compiled.plan() instanceof AnalyzedChange) {
      return analyzeChange(statement, parameters, options);
    }
    if (compiled.plan() instanceof ReturningPlan) {
      return changeAndReturn(statement, parameters, options);
    }
    Alarm alarm = alarm(options);
    return attempts.open(
        !compiled.locksRows(),
        alarm,
        transaction -> open(statement, parameters, options, transaction, alarm));
  }

  private StatementResult open(
      SessionStatement statement,
      List<@Nullable Object> parameters,
      ExecuteOptions options,
      Transaction transaction,
      Alarm alarm) {
    Snapshot snapshot = transaction.snapshot();
    boolean opened = false;
    try {
      Compiled compiled = current(statement, transaction, snapshot);
      List<@Nullable Object> bound = compiled.bind(parameters, core.zone());
      StatementContext context = context(transaction, snapshot, bound, alarm);
      boolean shared = core.scope().spansStatements();
      if (!shared && compiled.plan() instanceof PointSelectPlan point) {
        VectorBatch row = point.read(context);
        return new Results.Rows(compiled.columns(), finish(transaction, snapshot, row));
      }
      BatchCursor cursor = compiled.query().open(context);
      StreamedRows rows =
          new StreamedRows(
              lock, this, alarm, cursor, snapshot, shared ? null : transaction, options.rowsMax());
      openRows.add(rows);
      if (shared) {
        core.scope().register(rows);
      }
      opened = true;
      return new Results.Rows(compiled.columns(), rows);
    } finally {
      if (!opened) {
        snapshot.close();
      }
    }
  }

  /** Ends a statement whose only row is here already, before the caller asks for it. */
  private SingleBatch finish(
      Transaction transaction, Snapshot snapshot, @Nullable VectorBatch row) {
    try (transaction) {
      snapshot.close();
      transaction.commit(core.settings().durability());
    }
    return new SingleBatch(row);
  }

  private StatementResult explain(SessionStatement statement, ExecuteOptions options) {
    return attempts.complete(
        true,
        alarm(options),
        transaction -> {
          try (Snapshot snapshot = transaction.snapshot()) {
            Compiled compiled = current(statement, transaction, snapshot);
            return text(compiled, compiled.requiredPlan().explain().lines().toList());
          }
        });
  }

  /** Makes a change that is explained, too. */
  private StatementResult analyzeChange(
      SessionStatement statement, List<@Nullable Object> parameters, ExecuteOptions options) {
    return reportedChange(
        statement,
        parameters,
        options,
        (compiled, context) -> {
          AnalyzedChange analyzed = (AnalyzedChange) compiled.requiredPlan();
          AnalyzedChange.Outcome outcome = analyzed.run(context);
          compiler.analysis().changed(analyzed.change().table(), outcome.rows());
          return text(compiled, outcome.lines());
        });
  }

  private StatementResult changeAndReturn(
      SessionStatement statement, List<@Nullable Object> parameters, ExecuteOptions options) {
    return reportedChange(
        statement,
        parameters,
        options,
        (compiled, context) -> {
          ReturningPlan plan = (ReturningPlan) compiled.requiredPlan();
          ReturningPlan.Outcome outcome = plan.run(context);
          compiler.analysis().changed(plan.change().table(), outcome.count());
          List<List<@Nullable Object>> rows = outcome.rows();
          boolean all = options.rowsMax() == 0 || rows.size() <= options.rowsMax();
          return new Results.Rows(
              plan.columns(),
              new TextRows(plan.columns(), all ? rows : rows.subList(0, (int) options.rowsMax())));
        });
  }

  /** How a change is made that has rows to tell of. */
  private interface Report {
    StatementResult make(Compiled compiled, StatementContext context);
  }

  private StatementResult reportedChange(
      SessionStatement statement,
      List<@Nullable Object> parameters,
      ExecuteOptions options,
      Report report) {
    Alarm alarm = alarm(options);
    return attempts.complete(
        false,
        alarm,
        transaction -> {
          checkWritable(transaction);
          try (Snapshot snapshot = transaction.snapshot()) {
            Compiled compiled = current(statement, transaction, snapshot);
            List<@Nullable Object> bound = compiled.bind(parameters, core.zone());
            return report.make(compiled, context(transaction, snapshot, bound, alarm));
          }
        });
  }

  /** A result of one column. */
  private static StatementResult text(Compiled compiled, List<String> lines) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    lines.forEach(line -> rows.add(List.of(line)));
    return new Results.Rows(compiled.columns(), new TextRows(compiled.columns(), rows));
  }

  private StatementResult show(ShowStatement show, Compiled compiled) {
    Map<String, String> settings = core.allSettings();
    List<List<@Nullable Object>> rows = new ArrayList<>();
    if (show.name() == null) {
      settings.forEach((name, value) -> rows.add(List.of(name, value)));
    } else {
      String name = show.name().toLowerCase(Locale.ROOT);
      String value = settings.get(name);
      if (value == null) {
        throw SessionSettings.unknown(name, settings);
      }
      rows.add(List.of(name, value));
    }
    return new Results.Rows(compiled.columns(), new TextRows(compiled.columns(), rows));
  }

  private StatementResult modify(
      SessionStatement statement, List<@Nullable Object> parameters, ExecuteOptions options) {
    return modification(
        statement,
        options,
        List.of(parameters),
        false,
        (plan, context, bound, keys) -> {
          long count =
              bound.size() == 1
                  ? plan.execute(context, keys)
                  : Arrays.stream(plan.executeBatch(context, bound, keys)).sum();
          compiler.analysis().changed(plan.table(), count);
          return new Results.Count(count, keys == null ? null : keys.toResult());
        });
  }

  BatchResult executeBatch(
      SessionStatement statement,
      List<List<@Nullable Object>> parameterRows,
      ExecuteOptions options) {
    switch (statement.kind()) {
      case INSERT, UPDATE, DELETE, MERGE -> {}
      default ->
          throw DbException.of(
              SqlState.SEMANTIC_ERROR, "only INSERT, UPDATE, DELETE and MERGE can run as a batch");
    }
    return modification(
        statement,
        options,
        parameterRows,
        true,
        (plan, context, bound, keys) -> {
          long[] counts = plan.executeBatch(context, bound, keys);
          compiler.analysis().changed(plan.table(), Arrays.stream(counts).sum());
          return new BatchResult(
              Arrays.stream(counts).boxed().toList(), keys == null ? null : keys.toResult());
        });
  }

  /** How a plan is to be executed once all it needs is there. */
  private interface Execution<T> {
    T run(
        ModifyPlan plan,
        StatementContext context,
        List<List<@Nullable Object>> bound,
        @Nullable GeneratedKeys keys);
  }

  /**
   * Runs a change; its context has the first row of parameters.
   *
   * @param batch whether each row of parameters, be it empty, is an execution
   */
  private <T> T modification(
      SessionStatement statement,
      ExecuteOptions options,
      List<List<@Nullable Object>> parameterRows,
      boolean batch,
      Execution<T> execution) {
    Alarm alarm = alarm(options);
    return attempts.complete(
        false,
        alarm,
        transaction -> {
          checkWritable(transaction);
          try (Snapshot snapshot = transaction.snapshot()) {
            Compiled compiled = current(statement, transaction, snapshot);
            if (batch && compiled.literalRows() != null) {
              TableStatistics statistics = new ReaderStatistics(transaction, snapshot);
              compiled =
                  compiler.compileExactly(statement.sql(), scope(snapshot.catalog(), statistics));
            }
            List<List<@Nullable Object>> bound = compiled.bindRows(parameterRows, core.zone());
            ModifyPlan plan = compiled.modification();
            GeneratedKeys keys =
                GeneratedKeys.of(plan, snapshot.catalog(), options.generatedKeys());
            StatementContext context =
                context(transaction, snapshot, bound.isEmpty() ? List.of() : bound.get(0), alarm);
            return execution.run(plan, context, bound, keys);
          }
        });
  }

  /** The statement compiled for the catalog of the snapshot. */
  private Compiled current(SessionStatement statement, Transaction transaction, Snapshot snapshot) {
    CatalogSnapshot catalog = snapshot.catalog();
    PlannedSizes sizes = statement.compiled().sizes();
    boolean fits = statement.fits(catalog.version(), core.schema());
    if (fits && (sizes == null || !sizes.due(nanoTime.getAsLong()))) {
      return statement.compiled();
    }
    TableStatistics statistics = new ReaderStatistics(transaction, snapshot);
    StatementCompiler.Scope scope = scope(catalog, statistics);
    if (!fits) {
      statement.replace(compiler.compile(statement.sql(), scope), catalog.version(), core.schema());
    } else if (sizes != null && sizes.outgrown(statistics)) {
      statement.replace(
          compiler.compileAnew(statement.sql(), scope), catalog.version(), core.schema());
    }
    return statement.compiled();
  }

  private StatementCompiler.Scope scope(CatalogSnapshot catalog, TableStatistics statistics) {
    // A version that only this transaction sees would crowd out plans that others can use.
    boolean committed = catalog.version() == core.database().catalog().version();
    SessionSettings settings = core.settings();
    PlanCaching caching =
        committed && settings.plansAsUsual() ? settings.planCaching() : PlanCaching.OFF;
    return new StatementCompiler.Scope(
        catalog, core.schema(), statistics, caching, settings.planOptions());
  }

  private StatementContext context(
      Transaction transaction, Snapshot snapshot, List<@Nullable Object> parameters, Alarm alarm) {
    StatementContext context =
        new StatementContext(transaction, snapshot, parameters, clock, core.surroundings(), alarm);
    transaction.setRules(
        new StatementRules(
            compiler, () -> scope(snapshot.catalog(), TableStatistics.UNKNOWN), context));
    return context;
  }

  private Alarm alarm(ExecuteOptions options) {
    long timeoutMillis =
        options.timeoutMillis() > 0
            ? options.timeoutMillis()
            : core.settings().statementTimeoutMillis();
    return new Alarm(nanoTime, timeoutMillis);
  }

  private static void checkWritable(Transaction transaction) {
    if (transaction.readOnly()) {
      throw DbException.of(
          SqlState.READ_ONLY_TRANSACTION, "a read-only transaction cannot change anything");
    }
  }

  @Override
  public void enter(Alarm alarm) {
    running = alarm;
    alarm.enter();
    if (closing) {
      alarm.cancel();
    }
  }

  @Override
  public void leave(Alarm alarm) {
    alarm.leave();
    running = null;
  }

  @Override
  public void failed(StreamedRows rows, DbException error) {
    if (rows.single() == null && error.isRetryable()) {
      core.scope().fail(error);
    }
  }

  @Override
  public void ended(StreamedRows rows, boolean successful) {
    openRows.remove(rows);
    Transaction single = rows.single();
    if (single == null) {
      core.scope().unregister(rows);
      return;
    }
    try (single) {
      if (successful) {
        single.commit(core.settings().durability());
      }
    }
  }

  /** May be called by any thread. */
  void cancel() {
    Alarm alarm = running;
    if (alarm != null) {
      alarm.cancel();
    }
  }

  /** Ends what runs and what would begin to run; may be called by any thread. */
  void cancelAll() {
    closing = true;
    cancel();
  }

  void closeRows() {
    for (StreamedRows rows : List.copyOf(openRows)) {
      rows.invalidate("its session was closed");
    }
  }
}
