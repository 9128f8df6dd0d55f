package org.lightningdb.sql.session;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.apache.calcite.sql.SqlCreate;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.schema.CatalogSnapshot;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.sql.bind.LiteralParameter;
import org.lightningdb.sql.bind.SystemTable;
import org.lightningdb.sql.bind.TableStatistics;
import org.lightningdb.sql.exec.PreparedPlan;
import org.lightningdb.sql.exec.ResultColumn;
import org.lightningdb.sql.exec.operator.AnalyzedPlan;
import org.lightningdb.sql.exec.operator.RowChecks;
import org.lightningdb.sql.lower.QueryPlanner;
import org.lightningdb.sql.parser.DeepStack;
import org.lightningdb.sql.parser.LightningParser;
import org.lightningdb.sql.parser.ast.AlterIndex;
import org.lightningdb.sql.parser.ast.AlterTable;
import org.lightningdb.sql.parser.ast.AnalyzeStatement;
import org.lightningdb.sql.parser.ast.CopiedTree;
import org.lightningdb.sql.parser.ast.DeleteStatement;
import org.lightningdb.sql.parser.ast.DropObject;
import org.lightningdb.sql.parser.ast.ExplainStatement;
import org.lightningdb.sql.parser.ast.InsertDefaultValues;
import org.lightningdb.sql.parser.ast.InsertStatement;
import org.lightningdb.sql.parser.ast.LockingSelect;
import org.lightningdb.sql.parser.ast.MergeStatement;
import org.lightningdb.sql.parser.ast.ReturningStatement;
import org.lightningdb.sql.parser.ast.SetConstraintsStatement;
import org.lightningdb.sql.parser.ast.SetStatement;
import org.lightningdb.sql.parser.ast.ShowStatement;
import org.lightningdb.sql.parser.ast.TransactionStatement;
import org.lightningdb.sql.parser.ast.TruncateStatement;
import org.lightningdb.sql.parser.ast.UpdateStatement;
import org.lightningdb.sql.plan.PlanOptions;
import org.lightningdb.sql.plan.PlanRequest;
import org.lightningdb.sql.plan.ViewDefinition;
import org.lightningdb.sql.rewrite.StatementRewriter;
import org.lightningdb.sql.template.StatementText;
import org.lightningdb.sql.template.StatementText.Literal;
import org.lightningdb.sql.template.StatementText.Use;

/** From text to something that runs, through the plan cache. Thread-safe. */
final class StatementCompiler {
  /** Longer texts are hardly ever sent twice, and would fill the memory. */
  private static final int CHARACTERS_KEPT_MAX = 64 << 10;

  private static final int CHECKED_TABLES_MAX = 10_000;

  private final QueryPlanner planner;
  private final List<SystemTable> systemTables;
  private final PlanCache cache;
  private final LongSupplier nanoTime;
  private final AutomaticAnalysis analysis;
  private final Map<Integer, RowChecks> checks = new ConcurrentHashMap<>();

  StatementCompiler(
      QueryPlanner planner,
      Collection<SystemTable> systemTables,
      PlanCache cache,
      LongSupplier nanoTime,
      AutomaticAnalysis analysis) {
    this.planner = planner;
    this.systemTables = List.copyOf(systemTables);
    this.cache = cache;
    this.nanoTime = nanoTime;
    this.analysis = analysis;
  }

  /** Where and for which catalog a statement is compiled. */
  record Scope(
      CatalogSnapshot catalog,
      String schema,
      TableStatistics statistics,
      PlanCaching caching,
      PlanOptions options) {}

  /** The CHECK constraints of a table. */
  RowChecks checks(TableDescriptor table, Scope scope) {
    RowChecks known = checks.get(table.id());
    if (known != null && known.table().equals(table)) {
      return known;
    }
    if (checks.size() >= CHECKED_TABLES_MAX) {
      checks.clear();
    }
    String sql = table.checks().get(0).sql();
    PlannedSizes sizes = new PlannedSizes(nanoTime.getAsLong());
    PlanRequest request = request(LightningParser.parseExpression(sql), sql, scope, sizes);
    RowChecks planned = DeepStack.run(sql, () -> planner.planChecks(request, table));
    checks.put(table.id(), planned);
    return planned;
  }

  /** Who is to be told of changes. */
  AutomaticAnalysis analysis() {
    return analysis;
  }

  /** What the cache has for the text or for one that differs in literals, else a new plan. */
  Compiled compile(String sql, Scope scope) {
    Compiled shared = scope.caching() == PlanCaching.ON ? shared(sql, scope) : null;
    return shared != null ? shared : compileExactly(sql, scope);
  }

  /** What the cache has for this very text, else a new plan. */
  Compiled compileExactly(String sql, Scope scope) {
    Compiled cached = scope.caching() == PlanCaching.OFF ? null : cache.plan(key(sql, scope));
    return cached != null ? cached : compileAnew(sql, scope);
  }

  /** A plan for one execution: the cache neither has nor gets it. */
  Compiled compileOnce(String sql, Scope scope) {
    return DeepStack.run(sql, () -> compileHere(LightningParser.parse(sql), sql, scope));
  }

  /** Compiles whatever the cache has, and puts the result there. */
  Compiled compileAnew(String sql, Scope scope) {
    Compiled compiled =
        DeepStack.run(sql, () -> compileHere(LightningParser.parse(sql), sql, scope));
    // An explained plan shows how many threads this session may have.
    boolean worthKeeping =
        compiled.kind() != StatementKind.DDL
            && !compiled.explain()
            && sql.length() <= CHARACTERS_KEPT_MAX;
    if (scope.caching() != PlanCaching.OFF && worthKeeping) {
      cache.put(key(sql, scope), compiled);
    }
    return compiled;
  }

  /**
   * The plan of all texts that differ in literals only, with this text's; null if there is none.
   */
  private @Nullable Compiled shared(String sql, Scope scope) {
    StatementText text = StatementText.of(sql);
    if (text == null || text.normalForm().length() > CHARACTERS_KEPT_MAX) {
      return null;
    }
    PlanCache.Key key = key(text.normalForm(), scope);
    SharedPlan plan = cache.sharedPlan(key);
    if (plan == null || plan.isOutgrown(nanoTime.getAsLong(), scope.statistics())) {
      plan = newSharedPlan(text, scope);
      cache.put(key, plan);
    }
    return plan.bind(text);
  }

  private SharedPlan newSharedPlan(StatementText text, Scope scope) {
    if (!text.oneTable()) {
      return SharedPlan.NONE;
    }
    String sql = text.parameterisedForm().get();
    try {
      return DeepStack.run(
          sql,
          () -> {
            SqlNode tree = withTypesOf(text, LightningParser.parse(sql));
            if (tree instanceof LockingSelect) {
              return SharedPlan.NONE; // Its query is not an operand that types could be given to.
            }
            return SharedPlan.isGoodForAny(text)
                ? SharedPlan.of(compileHere(tree, sql, scope), text)
                : sharedPoint(text, tree, sql, scope);
          });
    } catch (DbException withParameters) {
      // Whether it is an error with literals as well is for the text itself to show.
      return SharedPlan.NONE;
    }
  }

  private SharedPlan sharedPoint(StatementText text, SqlNode tree, String sql, Scope scope) {
    PlannedSizes sizes = new PlannedSizes(nanoTime.getAsLong());
    return planner
        .planPoint(request(tree, sql, scope, sizes))
        .map(plan -> SharedPlan.of(Compiled.planned(kindOf(tree), plan, sizes), text))
        .orElse(SharedPlan.NONE);
  }

  /** The parameters of a statement that stand for compared literals get the types of these. */
  private static SqlNode withTypesOf(StatementText text, SqlNode tree) {
    List<Literal> literals = text.literals();
    LiteralParameter.replaceOperands(
        tree,
        index ->
            index < literals.size() && literals.get(index).use() != Use.ASSIGNMENT
                ? literals.get(index).type()
                : null);
    return tree;
  }

  private static PlanCache.Key key(String text, Scope scope) {
    return new PlanCache.Key(text, scope.schema(), scope.catalog().version());
  }

  private Compiled compileHere(SqlNode tree, String sql, Scope scope) {
    if (tree instanceof TransactionStatement) {
      return Compiled.unplanned(StatementKind.TRANSACTION, tree);
    }
    if (tree instanceof SetStatement || tree instanceof SetConstraintsStatement) {
      return Compiled.unplanned(StatementKind.SESSION, tree);
    }
    if (tree instanceof ShowStatement) {
      return Compiled.unplanned(StatementKind.QUERY, tree);
    }
    if (tree instanceof SqlCreate
        || tree instanceof DropObject
        || tree instanceof AlterTable
        || tree instanceof AlterIndex
        || tree instanceof TruncateStatement
        || tree instanceof AnalyzeStatement) {
      return Compiled.unplanned(StatementKind.DDL, tree);
    }
    PlannedSizes sizes = new PlannedSizes(nanoTime.getAsLong());
    if (tree instanceof ExplainStatement explain) {
      return compileExplain(explain, sql, scope, sizes);
    }
    SqlNode statement = rewrite(tree, sql, scope, sizes);
    return Compiled.planned(kindOf(statement), plan(statement, sql, scope, sizes), sizes);
  }

  private Compiled compileExplain(
      ExplainStatement explain, String sql, Scope scope, PlannedSizes sizes) {
    SqlNode inner = rewrite(explain.statement(), sql, scope, sizes);
    StatementKind kind = kindOf(inner instanceof ReturningStatement r ? r.change() : inner);
    if (!explain.analyze()) {
      PreparedPlan plan = plan(inner, sql, scope, sizes);
      return Compiled.explained(explain.json() ? new ExplainedAsJson(plan) : plan, sizes);
    }
    PlanRequest request = request(inner, sql, scope, sizes);
    UnaryOperator<String> format = explain.json() ? PlanJson::of : UnaryOperator.identity();
    PreparedPlan plan =
        kind == StatementKind.QUERY
            ? new AnalyzedPlan(planner.planMeasured(request), nanoTime, format)
            : new AnalyzedChange(kind, planner.planMeasuredChange(request), nanoTime, format);
    return Compiled.planned(StatementKind.QUERY, plan, sizes);
  }

  private PreparedPlan plan(SqlNode statement, String sql, Scope scope, PlannedSizes sizes) {
    return planner.plan(request(statement, sql, scope, sizes));
  }

  private PlanRequest request(SqlNode statement, String sql, Scope scope, PlannedSizes sizes) {
    return new PlanRequest(
        statement,
        sql,
        scope.catalog(),
        scope.schema(),
        systemTables,
        sizes.recording(analysis.watching(scope.statistics())),
        scope.options());
  }

  private static StatementKind kindOf(SqlNode statement) {
    SqlKind kind = statement.getKind();
    if (statement instanceof MergeStatement) {
      return StatementKind.MERGE;
    }
    if (statement instanceof LockingSelect) {
      return StatementKind.QUERY;
    }
    if (kind == SqlKind.INSERT
        || statement instanceof InsertStatement
        || statement instanceof InsertDefaultValues) {
      return StatementKind.INSERT;
    }
    if (kind == SqlKind.UPDATE || statement instanceof UpdateStatement) {
      return StatementKind.UPDATE;
    }
    if (kind == SqlKind.DELETE || statement instanceof DeleteStatement) {
      return StatementKind.DELETE;
    }
    if (kind.belongsTo(SqlKind.QUERY) || statement instanceof ReturningStatement) {
      return StatementKind.QUERY;
    }
    throw DbException.notSupported(kind.name().replace('_', ' ').toUpperCase(Locale.ROOT))
        .atPosition(1, 1);
  }

  /**
   * Fails if a query is wrong.
   *
   * @param query left as it is
   */
  void check(SqlNode query, String text, Scope scope) {
    PlannedSizes sizes = new PlannedSizes(nanoTime.getAsLong());
    SqlNode rewritten = rewrite(CopiedTree.of(query), text, scope, sizes);
    List<ResultColumn> columns = planner.columns(request(rewritten, text, scope, sizes));
    if (columns.isEmpty()) {
      throw new IllegalStateException("a query without columns");
    }
  }

  /** What a view of a query would be. */
  ViewDefinition define(String text, Scope scope) {
    PlannedSizes sizes = new PlannedSizes(nanoTime.getAsLong());
    return planner.define(request(LightningParser.parse(text), text, scope, sizes));
  }

  /** The statement in words that the planner knows. */
  private SqlNode rewrite(SqlNode statement, String sql, Scope scope, PlannedSizes sizes) {
    return new StatementRewriter(
            scope.catalog(),
            scope.schema(),
            query -> planner.columns(request(query, sql, scope, sizes)))
        .rewrite(statement);
  }
}
