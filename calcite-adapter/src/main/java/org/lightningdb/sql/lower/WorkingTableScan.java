package org.lightningdb.sql.lower;

import java.util.List;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.enumerable.EnumerableConvention;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.enumerable.EnumerableRelImplementor;
import org.apache.calcite.adapter.enumerable.JavaRowFormat;
import org.apache.calcite.adapter.enumerable.PhysType;
import org.apache.calcite.adapter.enumerable.PhysTypeImpl;
import org.apache.calcite.linq4j.tree.Blocks;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.convert.ConverterRule;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.logical.LogicalTableScan;
import org.apache.calcite.schema.TransientTable;
import org.jspecify.annotations.Nullable;

/** Reads what the step before of a recursive query produced. */
final class WorkingTableScan extends TableScan implements EnumerableRel {
  static final RelOptRule RULE =
      ConverterRule.Config.INSTANCE
          .withConversion(
              LogicalTableScan.class,
              Convention.NONE,
              EnumerableConvention.INSTANCE,
              "WorkingTableScan")
          .withRuleFactory(Rule::new)
          .toRule(Rule.class);

  private WorkingTableScan(TableScan scan) {
    super(
        scan.getCluster(),
        scan.getTraitSet().replace(EnumerableConvention.INSTANCE),
        List.of(),
        scan.getTable());
  }

  @Override
  public Result implement(EnumerableRelImplementor implementor, Prefer pref) {
    PhysType physType =
        PhysTypeImpl.of(implementor.getTypeFactory(), getRowType(), JavaRowFormat.ARRAY);
    List<String> name = getTable().getQualifiedName();
    return implementor.result(
        physType,
        Blocks.toBlock(
            Expressions.call(
                GeneratedCodeBridge.class,
                "workingRows",
                DataContext.ROOT,
                Expressions.constant(name.get(name.size() - 1), String.class))));
  }

  /** Only for the tables of recursive queries. */
  private static final class Rule extends ConverterRule {
    Rule(Config config) {
      super(config);
    }

    @Override
    public @Nullable RelNode convert(RelNode node) {
      return node.getTable() == null || node.getTable().unwrap(TransientTable.class) == null
          ? null
          : new WorkingTableScan((TableScan) node);
    }
  }
}
