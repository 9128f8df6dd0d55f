package org.lightningdb.sql.lower;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.apache.calcite.plan.RelOptSamplingParameters;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexProgram;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.bind.TypeMapping;
import org.lightningdb.sql.exec.IndexScanSource;
import org.lightningdb.sql.exec.PreparedPlan;
import org.lightningdb.sql.exec.ResultColumn;
import org.lightningdb.sql.exec.RowSource;
import org.lightningdb.sql.exec.expression.ColumnReference;
import org.lightningdb.sql.exec.expression.Expression;
import org.lightningdb.sql.exec.expression.KeyFilterMatch;
import org.lightningdb.sql.exec.operator.ExchangePlan;
import org.lightningdb.sql.exec.operator.FilterPlan;
import org.lightningdb.sql.exec.operator.LimitPlan;
import org.lightningdb.sql.exec.operator.LookupScanPlan;
import org.lightningdb.sql.exec.operator.MeasuredPlan;
import org.lightningdb.sql.exec.operator.OperatorPlan;
import org.lightningdb.sql.exec.operator.OperatorQueryPlan;
import org.lightningdb.sql.exec.operator.ProjectPlan;
import org.lightningdb.sql.exec.operator.RecursiveUnionPlan;
import org.lightningdb.sql.exec.operator.RowNumber;
import org.lightningdb.sql.exec.operator.SamplePlan;
import org.lightningdb.sql.exec.operator.ScanPlan;
import org.lightningdb.sql.exec.operator.SetOperationPlan;
import org.lightningdb.sql.exec.operator.SortPlan;
import org.lightningdb.sql.exec.operator.UnionPlan;
import org.lightningdb.sql.exec.operator.UnnestPlan;
import org.lightningdb.sql.exec.operator.ValuesPlan;
import org.lightningdb.sql.exec.operator.WorkingScanPlan;
import org.lightningdb.sql.exec.store.SortKey;
import org.lightningdb.sql.lower.expression.Casts;
import org.lightningdb.sql.lower.expression.ExpressionLowering;
import org.lightningdb.sql.lower.expression.Literals;
import org.lightningdb.sql.lower.expression.OuterColumns;
import org.lightningdb.sql.plan.IndexScan;
import org.lightningdb.sql.plan.NotCoveredException;
import org.lightningdb.sql.plan.QueryTree;
import org.lightningdb.sql.plan.SystemTableScan;
import org.lightningdb.sql.plan.physical.PhysicalAggregate;
import org.lightningdb.sql.plan.physical.PhysicalAsofJoin;
import org.lightningdb.sql.plan.physical.PhysicalCorrelate;
import org.lightningdb.sql.plan.physical.PhysicalExchange;
import org.lightningdb.sql.plan.physical.PhysicalFilter;
import org.lightningdb.sql.plan.physical.PhysicalHashJoin;
import org.lightningdb.sql.plan.physical.PhysicalIntersect;
import org.lightningdb.sql.plan.physical.PhysicalLimit;
import org.lightningdb.sql.plan.physical.PhysicalLookupJoin;
import org.lightningdb.sql.plan.physical.PhysicalMergeJoin;
import org.lightningdb.sql.plan.physical.PhysicalNestedLoopJoin;
import org.lightningdb.sql.plan.physical.PhysicalProject;
import org.lightningdb.sql.plan.physical.PhysicalRepeatUnion;
import org.lightningdb.sql.plan.physical.PhysicalSample;
import org.lightningdb.sql.plan.physical.PhysicalSort;
import org.lightningdb.sql.plan.physical.PhysicalSortedAggregate;
import org.lightningdb.sql.plan.physical.PhysicalSpool;
import org.lightningdb.sql.plan.physical.PhysicalUnion;
import org.lightningdb.sql.plan.physical.PhysicalUnnest;
import org.lightningdb.sql.plan.physical.PhysicalValues;
import org.lightningdb.sql.plan.physical.PhysicalWindow;
import org.lightningdb.sql.plan.physical.PhysicalWorkingScan;

/** From a physical tree of our convention to operators. */
final class OperatorLowering {
  private final ExpressionLowering expressions;
  private final Map<List<String>, Integer> openRecursions = new HashMap<>();
  private final IdentityHashMap<RelNode, Integer> numbers = new IdentityHashMap<>();
  private final Set<Integer> fulfilled = new HashSet<>();
  private final IdentityHashMap<RelNode, String> notes = new IdentityHashMap<>();
  private int numbersGiven;

  /** Whether a node above may rely on the order of the rows of the node that is lowered now. */
  private boolean ordered;

  private OperatorLowering(QueryTree tree) {
    this.ordered = tree.sorted();
    this.expressions =
        new ExpressionLowering(
            tree.root().getCluster().getRexBuilder(), tree.parameterTypes(), new OuterColumns());
  }

  /**
   * The plan.
   *
   * @throws NotCoveredException if some node or expression has no operator or kernel
   */
  static PreparedPlan.QueryPlan lower(QueryTree tree) {
    return ScanLowering.lower(tree).orElseGet(() -> new OperatorLowering(tree).lowerAll(tree));
  }

  /** The same, with every operator counting what it does in executions that are measured. */
  static OperatorQueryPlan lowerMeasured(QueryTree tree) {
    OperatorLowering lowering = new OperatorLowering(tree);
    lowering.number(tree.root());
    return lowering.lowerAll(tree);
  }

  /** Numbers the nodes as the lines of the plan's text. */
  private void number(RelNode node) {
    numbers.put(node, numbers.size());
    node.getInputs().forEach(this::number);
  }

  private OperatorQueryPlan lowerAll(QueryTree tree) {
    OperatorPlan root = lower(tree.root());
    List<SqlType> wanted = tree.columns().stream().map(ResultColumn::type).toList();
    return new OperatorQueryPlan(
        tree.columns(),
        ParameterTypes.of(tree),
        PlanText.of(tree.root(), notes),
        converted(root, wanted),
        expressions.outerColumns().count());
  }

  /** The same rows with columns of exactly these types. */
  static OperatorPlan converted(OperatorPlan plan, List<SqlType> types) {
    if (plan.types().equals(types)) {
      return plan;
    }
    List<Expression> columns = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      columns.add(Casts.require(new ColumnReference(i, plan.types().get(i)), types.get(i)));
    }
    return new ProjectPlan(plan, columns);
  }

  static List<SqlType> types(RelNode node) {
    return node.getRowType().getFieldList().stream()
        .map(RelDataTypeField::getType)
        .map(TypeMapping::toComputedType)
        .toList();
  }

  boolean isOrdered() {
    return ordered;
  }

  OperatorPlan lowerInAnyOrder(RelNode node) {
    return lowerInAnyOrder(node, List.of());
  }

  /** The same for an input whose order nothing relies on. */
  OperatorPlan lowerInAnyOrder(RelNode node, List<KeyWish> wishes) {
    boolean before = ordered;
    ordered = false;
    OperatorPlan plan = lower(node, wishes);
    ordered = before;
    return plan;
  }

  /** The same for an input that must keep its order. */
  OperatorPlan lowerInOrder(RelNode node, List<KeyWish> wishes) {
    boolean before = ordered;
    ordered = true;
    OperatorPlan plan = lower(node, wishes);
    ordered = before;
    return plan;
  }

  OperatorPlan lower(RelNode node) {
    return lower(node, List.of());
  }

  /** The operators for a node, which may leave out rows that the wishes are about. */
  OperatorPlan lower(RelNode node, List<KeyWish> wishes) {
    return measured(node, lowerNode(node, wishes));
  }

  /** Whether anything leaves out rows by that filter. */
  boolean isFulfilled(int filter) {
    return fulfilled.contains(filter);
  }

  private OperatorPlan measured(RelNode node, OperatorPlan plan) {
    Integer number = numbers.get(node);
    return number == null || plan instanceof ExchangePlan ? plan : new MeasuredPlan(plan, number);
  }

  private OperatorPlan lowerNode(RelNode node, List<KeyWish> wishes) {
    if (node instanceof IndexScan || node instanceof SystemTableScan) {
      return scan(node, wishes);
    }
    if (node instanceof PhysicalFilter filter) {
      OperatorPlan input = lower(filter.getInput(), KeyWish.ofInput(node, 0, wishes));
      return new FilterPlan(input, expressions.lower(filter.getCondition(), input.types()));
    }
    if (node instanceof PhysicalProject project) {
      OperatorPlan input = lower(project.getInput(), KeyWish.ofInput(node, 0, wishes));
      return new ProjectPlan(input, expressions(project.getProjects(), input));
    }
    if (node instanceof PhysicalValues values) {
      return values(values);
    }
    if (node instanceof PhysicalLimit limit) {
      return new LimitPlan(
          lower(limit.getInput()), rowNumber(limit.offset()), rowNumber(limit.fetch()));
    }
    if (node instanceof PhysicalSort sort) {
      return sort(sort, wishes);
    }
    if (node instanceof PhysicalAggregate aggregate) {
      return aggregate(aggregate, KeyWish.ofInput(node, 0, wishes));
    }
    if (node instanceof PhysicalSortedAggregate aggregate) {
      List<KeyWish> kept = KeyWish.ofInput(node, 0, wishes);
      return AggregateLowering.lower(
          aggregate, lowerInOrder(aggregate.getInput(), kept), UnaryOperator.identity());
    }
    if (node instanceof PhysicalExchange exchange) {
      return exchange(exchange, lower(exchange.getInput(), KeyWish.ofInput(node, 0, wishes)));
    }
    if (node instanceof PhysicalWindow window) {
      return WindowLowering.lower(window, lowerInAnyOrder(window.getInput()));
    }
    if (node instanceof PhysicalRepeatUnion union) {
      return recursion(union);
    }
    if (node instanceof PhysicalWorkingScan scan) {
      return new WorkingScanPlan(recursionNumber(scan.getTable()), types(scan));
    }
    if (node instanceof PhysicalUnnest unnest) {
      return unnest(unnest);
    }
    if (node instanceof PhysicalSample sample) {
      RelOptSamplingParameters parameters = sample.parameters();
      return new SamplePlan(
          lower(sample.getInput()),
          parameters.sampleRate.doubleValue(),
          parameters.isRepeatable() ? (long) parameters.getRepeatableSeed() : null);
    }
    return node instanceof SetOp operation ? setOperation(operation, wishes) : join(node, wishes);
  }

  private OperatorPlan aggregate(PhysicalAggregate aggregate, List<KeyWish> wishes) {
    if (aggregate.getInput() instanceof PhysicalExchange exchange) {
      List<KeyWish> kept = KeyWish.ofInput(exchange, 0, wishes);
      return AggregateLowering.lower(
          aggregate, lowerInAnyOrder(exchange.getInput(), kept), rows -> exchange(exchange, rows));
    }
    return AggregateLowering.lower(
        aggregate, lowerInAnyOrder(aggregate.getInput(), wishes), UnaryOperator.identity());
  }

  private OperatorPlan exchange(PhysicalExchange exchange, OperatorPlan input) {
    return new ExchangePlan(input, exchange.rowsMin(), exchange.fewGroups(), numbers.get(exchange));
  }

  private OperatorPlan unnest(PhysicalUnnest unnest) {
    OperatorPlan input = lower(unnest.getInput());
    List<SqlType> types = types(unnest);
    List<List<Expression>> rows = new ArrayList<>();
    for (int i = 0; i < unnest.rowsEach(); i++) {
      List<Expression> row = new ArrayList<>();
      for (RexNode value : unnest.row(i)) {
        row.add(Casts.require(expressions.lower(value, input.types()), types.get(row.size())));
      }
      rows.add(row);
    }
    return new UnnestPlan(input, rows, types);
  }

  private OperatorPlan join(RelNode node, List<KeyWish> wishes) {
    JoinLowering joins = new JoinLowering(this, expressions);
    if (node instanceof PhysicalHashJoin join) {
      return joins.hash(join, wishes);
    }
    if (node instanceof PhysicalLookupJoin join) {
      return joins.lookup(join, wishes);
    }
    if (node instanceof PhysicalMergeJoin join) {
      return joins.merge(join, wishes);
    }
    if (node instanceof PhysicalNestedLoopJoin join) {
      return joins.nestedLoop(join, wishes);
    }
    if (node instanceof PhysicalCorrelate correlate) {
      return joins.correlate(correlate, wishes);
    }
    if (node instanceof PhysicalAsofJoin join) {
      return joins.asof(join);
    }
    throw new NotCoveredException(node.getRelTypeName());
  }

  private OperatorPlan recursion(PhysicalRepeatUnion union) {
    if (union.iterationLimit >= 0 || union.getTransientTable() == null) {
      throw new NotCoveredException(union.getRelTypeName());
    }
    List<SqlType> types = types(union);
    OperatorPlan seed = converted(lower(withoutSpool(union.getSeedRel())), types);
    int number = nextNumber();
    Integer outer = openRecursions.put(union.getTransientTable().getQualifiedName(), number);
    OperatorPlan step = converted(lower(withoutSpool(union.getIterativeRel())), types);
    if (outer != null) {
      openRecursions.put(union.getTransientTable().getQualifiedName(), outer);
    }
    return new RecursiveUnionPlan(seed, step, number, union.all);
  }

  private static RelNode withoutSpool(RelNode node) {
    if (node instanceof PhysicalSpool spool) {
      return spool.getInput();
    }
    throw new NotCoveredException("a recursive query of this form");
  }

  private int recursionNumber(RelOptTable table) {
    Integer number = openRecursions.get(table.getQualifiedName());
    if (number == null) {
      throw new NotCoveredException("a recursive query of this form");
    }
    return number;
  }

  private OperatorPlan setOperation(SetOp operation, List<KeyWish> wishes) {
    List<SqlType> types = types(operation);
    List<OperatorPlan> inputs = new ArrayList<>();
    for (int i = 0; i < operation.getInputs().size(); i++) {
      List<KeyWish> kept = KeyWish.ofInput(operation, i, wishes);
      inputs.add(converted(lowerInAnyOrder(operation.getInput(i), kept), types));
    }
    if (operation instanceof PhysicalUnion) {
      OperatorPlan union = new UnionPlan(inputs);
      return operation.all ? union : AggregateLowering.distinct(union);
    }
    return new SetOperationPlan(inputs, operation instanceof PhysicalIntersect, operation.all);
  }

  private OperatorPlan sort(PhysicalSort sort, List<KeyWish> wishes) {
    return new SortPlan(
        lowerInAnyOrder(sort.getInput(), KeyWish.ofInput(sort, 0, wishes)),
        sort.getCollation().getFieldCollations().stream().map(OperatorLowering::sortKey).toList(),
        rowNumber(sort.offset),
        rowNumber(sort.fetch));
  }

  /** NULL is above every value unless the query says otherwise. */
  static SortKey sortKey(RelFieldCollation field) {
    boolean descending = field.getDirection().isDescending();
    boolean nullsFirst =
        field.nullDirection == RelFieldCollation.NullDirection.UNSPECIFIED
            ? descending
            : field.nullDirection == RelFieldCollation.NullDirection.FIRST;
    return new SortKey(field.getFieldIndex(), descending, nullsFirst);
  }

  private List<Expression> expressions(List<RexNode> nodes, OperatorPlan input) {
    List<Expression> lowered = new ArrayList<>();
    nodes.forEach(node -> lowered.add(expressions.lower(node, input.types())));
    return lowered;
  }

  private OperatorPlan scan(RelNode node, List<KeyWish> wishes) {
    for (KeyWish wish : wishes) {
      fulfilled.add(wish.number());
      String column = node.getRowType().getFieldNames().get(wish.column());
      notes.merge(node, column, (before, added) -> before + ", " + added);
    }
    return scan(LoweredScan.of(node), wishes, ScanPlan::new);
  }

  /** The rows of a table in ranges that are handed over under a number when it runs. */
  OperatorPlan lookupScan(IndexScan node, int number) {
    OperatorPlan plan =
        scan(
            LoweredScan.of(node),
            List.of(),
            (source, arguments) -> new LookupScanPlan((IndexScanSource) source, arguments, number));
    return measured(node, plan);
  }

  /** A number that nothing else in the plan has. */
  int nextNumber() {
    return numbersGiven++;
  }

  private OperatorPlan scan(
      LoweredScan lowered,
      List<KeyWish> wishes,
      BiFunction<RowSource, List<Expression>, OperatorPlan> reader) {
    List<Expression> arguments = new ArrayList<>();
    lowered.arguments().forEach(argument -> arguments.add(expressions.lower(argument, List.of())));
    OperatorPlan scan = reader.apply(lowered.source(), arguments);
    RexProgram program = lowered.residualProgram();
    for (KeyWish wish : wishes) {
      int column = program == null ? wish.column() : program.getSourceField(wish.column());
      ColumnReference key = new ColumnReference(column, scan.types().get(column));
      scan = new FilterPlan(scan, new KeyFilterMatch(key, wish.number()));
    }
    if (program == null) {
      return scan;
    }
    if (program.getCondition() != null) {
      RexNode condition = program.expandLocalRef(program.getCondition());
      scan = new FilterPlan(scan, expressions.lower(condition, scan.types()));
    }
    List<RexNode> outputs = program.getProjectList().stream().map(program::expandLocalRef).toList();
    return isIdentity(outputs, scan.types().size())
        ? scan
        : new ProjectPlan(scan, expressions(outputs, scan));
  }

  private static boolean isIdentity(List<RexNode> outputs, int columns) {
    if (outputs.size() != columns) {
      return false;
    }
    for (int i = 0; i < columns; i++) {
      if (!(outputs.get(i) instanceof RexInputRef reference) || reference.getIndex() != i) {
        return false;
      }
    }
    return true;
  }

  private static OperatorPlan values(PhysicalValues values) {
    List<SqlType> types = types(values);
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (List<RexLiteral> tuple : values.getTuples()) {
      List<@Nullable Object> row = new ArrayList<>();
      for (int i = 0; i < types.size(); i++) {
        row.add(Literals.value(tuple.get(i), types.get(i)));
      }
      rows.add(row);
    }
    return new ValuesPlan(types, rows);
  }

  private static @Nullable RowNumber rowNumber(@Nullable RexNode node) {
    if (node == null) {
      return null;
    }
    if (node instanceof RexDynamicParam parameter) {
      return new RowNumber.Parameter(parameter.getIndex());
    }
    BigDecimal known =
        node instanceof RexLiteral literal ? literal.getValueAs(BigDecimal.class) : null;
    if (known == null) {
      throw new NotCoveredException("number of rows " + node);
    }
    return new RowNumber.Known(known.longValue());
  }
}
