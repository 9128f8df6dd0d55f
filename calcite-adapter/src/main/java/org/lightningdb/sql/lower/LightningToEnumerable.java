package org.lightningdb.sql.lower;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.enumerable.EnumerableCalc;
import org.apache.calcite.adapter.enumerable.EnumerableConvention;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.enumerable.EnumerableRelImplementor;
import org.apache.calcite.adapter.enumerable.JavaRowFormat;
import org.apache.calcite.adapter.enumerable.PhysType;
import org.apache.calcite.adapter.enumerable.PhysTypeImpl;
import org.apache.calcite.adapter.enumerable.RexToLixTranslator;
import org.apache.calcite.adapter.java.JavaTypeFactory;
import org.apache.calcite.linq4j.tree.BlockBuilder;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.plan.ConventionTraitDef;
import org.apache.calcite.plan.RelOptCost;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.convert.ConverterImpl;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexProgram;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.bind.TypeMapping;

/** Hands the rows of a scan of ours to generated code, after checking its residual condition. */
final class LightningToEnumerable extends ConverterImpl implements EnumerableRel {
  LightningToEnumerable(RelNode input) {
    super(
        input.getCluster(),
        ConventionTraitDef.INSTANCE,
        input.getTraitSet().replace(EnumerableConvention.INSTANCE),
        input);
  }

  @Override
  public RelNode copy(RelTraitSet traitSet, List<RelNode> inputs) {
    return new LightningToEnumerable(inputs.get(0));
  }

  @Override
  public RelOptCost computeSelfCost(RelOptPlanner planner, RelMetadataQuery mq) {
    return planner.getCostFactory().makeTinyCost();
  }

  @Override
  public Result implement(EnumerableRelImplementor implementor, Prefer pref) {
    LoweredScan lowered = LoweredScan.of(getInput());
    RawScan raw = new RawScan((TableScan) getInput(), lowered);
    RexProgram program = lowered.residualProgram();
    return program == null
        ? raw.implement(implementor, pref)
        : EnumerableCalc.create(raw, program).implement(implementor, pref);
  }

  /** Just the scan: all columns read, before the residual condition. */
  private static final class RawScan extends TableScan implements EnumerableRel {
    private final LoweredScan lowered;

    RawScan(TableScan scan, LoweredScan lowered) {
      super(
          scan.getCluster(),
          scan.getCluster().traitSetOf(EnumerableConvention.INSTANCE),
          List.of(),
          scan.getTable());
      this.lowered = lowered;
    }

    @Override
    public RelDataType deriveRowType() {
      return lowered.rowType();
    }

    @Override
    public Result implement(EnumerableRelImplementor implementor, Prefer pref) {
      BlockBuilder block = new BlockBuilder();
      PhysType physType =
          PhysTypeImpl.of(implementor.getTypeFactory(), getRowType(), JavaRowFormat.ARRAY);
      RexToLixTranslator translator =
          RexToLixTranslator.forAggregation(
                  (JavaTypeFactory) getCluster().getTypeFactory(),
                  block,
                  null,
                  implementor.getConformance())
              .setCorrelates(implementor::getCorrelVariableGetter);
      List<Expression> arguments = new ArrayList<>();
      List<SqlType> types = new ArrayList<>();
      for (Expression argument : translator.translateList(lowered.arguments())) {
        arguments.add(Expressions.box(argument));
      }
      for (RexNode argument : lowered.arguments()) {
        types.add(TypeMapping.toSqlType(argument.getType()));
      }
      Expression scan =
          implementor.stash(new BridgedScan(lowered.source(), types), BridgedScan.class);
      block.add(
          Expressions.return_(
              null,
              Expressions.call(
                  GeneratedCodeBridge.class,
                  "scan",
                  DataContext.ROOT,
                  scan,
                  Expressions.newArrayInit(Object.class, arguments))));
      return implementor.result(physType, block.toBlock());
    }
  }
}
