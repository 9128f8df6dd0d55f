package org.lightningdb.sql.plan.physical;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.lightningdb.sql.plan.LightningConvention;
import org.lightningdb.sql.plan.NotCoveredException;

/** UNNEST of arrays whose elements are spelled out: for each input row one row an element. */
public final class PhysicalUnnest extends SingleRel implements LightningConvention.LightningNode {
  private final List<RexNode> arrays;
  private final boolean ordinality;
  private final RelDataType unnested;

  private PhysicalUnnest(
      RelTraitSet traits,
      RelNode input,
      List<RexNode> arrays,
      boolean ordinality,
      RelDataType unnested) {
    super(input.getCluster(), traits, input);
    this.arrays = List.copyOf(arrays);
    this.ordinality = ordinality;
    this.unnested = unnested;
  }

  /**
   * @throws NotCoveredException if one of them is not an array of values
   */
  static PhysicalUnnest create(
      RelNode input, List<RexNode> arrays, boolean ordinality, RelDataType rowType) {
    for (RexNode array : arrays) {
      if (array.getKind() != SqlKind.ARRAY_VALUE_CONSTRUCTOR) {
        throw new NotCoveredException("UNNEST of anything but arrays of values");
      }
    }
    return new PhysicalUnnest(
        input.getCluster().traitSetOf(LightningConvention.INSTANCE),
        input,
        arrays,
        ordinality,
        rowType);
  }

  /** How many rows each input row becomes: as many as the longest array has elements. */
  public int rowsEach() {
    return arrays.stream()
        .mapToInt(array -> ((RexCall) array).getOperands().size())
        .max()
        .orElse(0);
  }

  /** The values of the row with that number, from 0, over the input's columns. */
  public List<RexNode> row(int number) {
    RexBuilder builder = getCluster().getRexBuilder();
    List<RexNode> values = new ArrayList<>();
    for (RexNode array : arrays) {
      List<RexNode> elements = ((RexCall) array).getOperands();
      RelDataType element = array.getType().getComponentType();
      int columns = element != null && element.isStruct() ? element.getFieldCount() : 1;
      if (number >= elements.size()) {
        for (int i = 0; i < columns; i++) {
          values.add(builder.makeNullLiteral(unnested.getFieldList().get(values.size()).getType()));
        }
      } else if (element == null || !element.isStruct()) {
        values.add(elements.get(number));
      } else if (elements.get(number) instanceof RexCall row && row.getKind() == SqlKind.ROW) {
        values.addAll(row.getOperands());
      } else {
        throw new NotCoveredException("UNNEST of anything but arrays of values");
      }
    }
    if (ordinality) {
      values.add(builder.makeExactLiteral(BigDecimal.valueOf(number + 1L)));
    }
    return values;
  }

  @Override
  protected RelDataType deriveRowType() {
    return unnested;
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer).item("arrays", arrays).item("ordinality", ordinality);
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new PhysicalUnnest(traits, inputs.get(0), arrays, ordinality, unnested);
  }
}
