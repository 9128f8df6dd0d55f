package org.lightningdb.sql.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.calcite.plan.Contexts;
import org.apache.calcite.plan.ConventionTraitDef;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.volcano.VolcanoPlanner;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql2rel.SqlToRelConverter;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.bind.CatalogSchemas;
import org.lightningdb.sql.bind.FunctionCatalog;
import org.lightningdb.sql.bind.LightningCatalogReader;
import org.lightningdb.sql.bind.LightningTypeFactory;
import org.lightningdb.sql.bind.LightningValidator;
import org.lightningdb.sql.bind.TypeMapping;
import org.lightningdb.sql.exec.ResultColumn;
import org.lightningdb.sql.parser.ast.CopiedTree;

/**
 * Plans queries: validation, translation to relational algebra, the {@link PlannerPhase phases},
 * then the choice of operators. Thread-safe.
 */
public final class RelationalPlanner {
  private static final System.Logger LOGGER = System.getLogger(RelationalPlanner.class.getName());

  private static final LightningTypeFactory TYPES = new LightningTypeFactory();

  private static final ViewQueries VIEWS = new ViewQueries(TYPES);

  private final PhysicalChoice operators;
  private final PlanningObserver observer;

  /**
   * @param operators chooses the operators of queries; what it or lowering has none for, by a
   *     {@link NotCoveredException}, is refused
   */
  public RelationalPlanner(PhysicalChoice operators, PlanningObserver observer) {
    this.observer = observer;
    this.operators = operators;
  }

  /**
   * Plans one query.
   *
   * @param query consumed
   * @param schema where unqualified names are looked up
   * @param lowering translates the tree; estimates can be asked for only while it runs
   */
  public <R> R plan(
      SqlNode query,
      CatalogSchemas schemas,
      String schema,
      List<Preset> presets,
      PlanOptions options,
      Function<QueryTree, R> lowering) {
    LightningCatalogReader catalog =
        new LightningCatalogReader(schemas.withViews(VIEWS), schema, TYPES);
    LightningValidator validator =
        new LightningValidator(FunctionCatalog.OPERATORS, catalog, TYPES);
    for (Preset preset : presets) {
      validator.presetParameter(
          preset.parameter(), TypeMapping.toCalcite(TYPES, preset.type(), true));
    }
    observer.begin("VALIDATE");
    SqlNode validated = validator.validate(query);
    List<ResultColumn> columns = columnsOf(validator, validated, schemas);
    SortedMap<Integer, SqlType> parameterTypes = new TreeMap<>();
    validator
        .parameterTypes()
        .forEach((index, type) -> parameterTypes.put(index, TypeMapping.toSqlType(type)));
    Statement statement =
        new Statement(validator, catalog, validated, columns, parameterTypes, options);
    try {
      return attempt(statement, false, lowering);
    } catch (DbException e) {
      throw e;
    } catch (RuntimeException | AssertionError first) {
      observer.begin(PlanningObserver.CAUTIOUS);
      if (!(first instanceof NotCoveredException)) {
        LOGGER.log(
            System.Logger.Level.WARNING,
            "a rule failed, so a query is planned again with fewer of them and may be slow",
            first);
      }
      return attemptCautiously(statement, first, lowering);
    }
  }

  /**
   * Expressions with all names qualified, as they are understood where nothing but one part of FROM
   * is visible.
   *
   * @param expressions consumed
   * @param from consumed
   */
  public List<SqlNode> qualify(
      List<SqlNode> expressions, SqlNode from, CatalogSchemas schemas, String schema) {
    SqlValidator validator =
        new LightningValidator(
            FunctionCatalog.OPERATORS,
            new LightningCatalogReader(schemas.withViews(VIEWS), schema, TYPES),
            TYPES);
    SqlSelect select = SelectNodes.select(expressions, from, null);
    List<SqlNode> qualified = new ArrayList<>();
    for (SqlNode item : ((SqlSelect) validator.validate(select)).getSelectList()) {
      qualified.add(item.getKind() == SqlKind.AS ? ((SqlCall) item).operand(0) : item);
    }
    return qualified;
  }

  /**
   * The columns of a query.
   *
   * @param query left as it is
   */
  public List<ResultColumn> columns(SqlNode query, CatalogSchemas schemas, String schema) {
    return columns(VIEWS.validator(schemas, schema), query, schemas);
  }

  static List<ResultColumn> columns(
      LightningValidator validator, SqlNode query, CatalogSchemas schemas) {
    return columnsOf(validator, validator.validate(CopiedTree.of(query)), schemas);
  }

  /**
   * What a view of a query would be.
   *
   * @param sql the query's text
   */
  public ViewDefinition define(String sql, CatalogSchemas schemas, String schema) {
    return new ViewAnalysis(VIEWS).define(sql, schemas, schema);
  }

  /**
   * Plans one expression over the rows of a table.
   *
   * @param expression consumed; has no sub-query and no parameter
   * @param from the table; consumed
   * @param lowering translates a projection of the expression alone, over the whole table
   */
  public <R> R planExpression(
      SqlNode expression,
      SqlNode from,
      CatalogSchemas schemas,
      String schema,
      Function<RelNode, R> lowering) {
    LightningCatalogReader catalog = new LightningCatalogReader(schemas, schema, TYPES);
    LightningValidator validator =
        new LightningValidator(FunctionCatalog.OPERATORS, catalog, TYPES);
    SqlNode validated = validator.validate(SelectNodes.select(List.of(expression), from, null));
    RelOptCluster cluster = RelOptCluster.create(newPlanner(), new RexBuilder(TYPES));
    PlanMetadata.install(cluster);
    RelNode node = converter(validator, catalog, cluster).convertQuery(validated, false, true).rel;
    return lowering.apply(CharComparison.apply(NullabilityCasts.remove(node)));
  }

  /** A validated query. */
  private record Statement(
      LightningValidator validator,
      LightningCatalogReader catalog,
      SqlNode validated,
      List<ResultColumn> columns,
      SortedMap<Integer, SqlType> parameterTypes,
      PlanOptions options) {}

  /** The second attempt, after a rule, the general decorrelation or lowering failed. */
  private <R> R attemptCautiously(
      Statement statement, Throwable first, Function<QueryTree, R> lowering) {
    try {
      return attempt(statement, true, lowering);
    } catch (NotCoveredException second) {
      throw DbException.of(
          SqlState.FEATURE_NOT_SUPPORTED, second.getMessage() + " is not supported", first);
    } catch (RuntimeException | AssertionError second) {
      if (first instanceof NotCoveredException) {
        throw DbException.of(
            SqlState.FEATURE_NOT_SUPPORTED, first.getMessage() + " is not supported", second);
      }
      second.addSuppressed(first);
      throw second;
    }
  }

  private <R> R attempt(Statement statement, boolean cautious, Function<QueryTree, R> lowering) {
    observer.begin("CLUSTER");
    VolcanoPlanner planner = newPlanner();
    RelOptCluster cluster = RelOptCluster.create(planner, new RexBuilder(TYPES));
    PlanMetadata.install(cluster);
    SqlToRelConverter converter = converter(statement.validator(), statement.catalog(), cluster);
    observer.begin("TO_ALGEBRA");
    RelRoot root = converter.convertQuery(statement.validated(), false, true);
    RelNode logical =
        PlannerPhase.applyAll(
            root.project(),
            new PlanningContext(cluster, converter, statement.options().avoided(), cautious),
            observer);
    observer.begin("SEARCH");
    RelNode physical = chosen(logical, statement.options());
    observer.begin("LOWERING");
    return lowering.apply(
        new QueryTree(
            physical, statement.columns(), statement.parameterTypes(), isSorted(logical)));
  }

  private static SqlToRelConverter converter(
      LightningValidator validator, LightningCatalogReader catalog, RelOptCluster cluster) {
    SqlToRelConverter.Config config =
        SqlToRelConverter.config()
            .withExpand(false)
            .withTrimUnusedFields(true)
            .withInSubQueryThreshold(Integer.MAX_VALUE);
    return new SqlToRelConverter(
        VIEWS.expander(catalog.schemas(), cluster, config),
        validator,
        catalog,
        cluster,
        ComparisonConvertlets.INSTANCE,
        config);
  }

  private static boolean isSorted(RelNode node) {
    boolean here = node instanceof Sort sort && !sort.getCollation().getFieldCollations().isEmpty();
    return here || node.getInputs().stream().anyMatch(RelationalPlanner::isSorted);
  }

  private RelNode chosen(RelNode logical, PlanOptions options) {
    return operators.choose(
        logical, logical instanceof Sort sort ? sort.getCollation() : RelCollations.EMPTY, options);
  }

  /** Only what a cluster asks of a planner: nothing is searched with it. */
  private static VolcanoPlanner newPlanner() {
    VolcanoPlanner planner = new VolcanoPlanner(null, Contexts.empty());
    planner.addRelTraitDef(ConventionTraitDef.INSTANCE);
    planner.setExecutor(NoFolding.INSTANCE);
    return planner;
  }

  static List<ResultColumn> columnsOf(
      LightningValidator validator, SqlNode validated, CatalogSchemas schemas) {
    RelDataType rowType = validator.getValidatedNodeType(validated);
    List<@Nullable List<String>> origins = validator.getFieldOrigins(validated);
    List<ResultColumn> columns = new ArrayList<>();
    for (RelDataTypeField field : rowType.getFieldList()) {
      columns.add(column(field, origins.get(field.getIndex()), schemas));
    }
    return columns;
  }

  private static ResultColumn column(
      RelDataTypeField field, @Nullable List<String> origin, CatalogSchemas schemas) {
    SqlType type = TypeMapping.toSqlType(field.getType());
    String label = field.getName();
    boolean nullable = field.getType().isNullable();
    if (origin == null || origin.size() < 3) {
      return new ResultColumn(label, label, "", "", type, nullable, false);
    }
    String schema = origin.get(origin.size() - 3);
    String tableName = origin.get(origin.size() - 2);
    String name = origin.get(origin.size() - 1);
    TableDescriptor table = schemas.resolve(List.of(schema, tableName), schema);
    int column = table == null ? -1 : table.columnIndex(name);
    boolean identity =
        table != null
            && column >= 0
            && table.columns().get(column).identity() != ColumnDescriptor.Identity.NONE;
    return new ResultColumn(label, name, tableName, schema, type, nullable, identity);
  }
}
