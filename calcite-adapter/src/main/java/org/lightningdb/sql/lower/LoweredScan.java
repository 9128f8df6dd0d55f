package org.lightningdb.sql.lower;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexProgram;
import org.apache.calcite.rex.RexShuttle;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.sql.bind.SystemTable;
import org.lightningdb.sql.exec.IndexScanSource;
import org.lightningdb.sql.exec.RowSource;
import org.lightningdb.sql.exec.SystemTableSource;
import org.lightningdb.sql.plan.AccessPath;
import org.lightningdb.sql.plan.IndexScan;
import org.lightningdb.sql.plan.SystemTableScan;

/**
 * A scan node translated to what is executed.
 *
 * @param source reads the columns of {@code rowType}
 * @param arguments the expressions whose values the source needs
 * @param residualProgram what remains to be checked, and the columns to keep; null if nothing
 */
record LoweredScan(
    RowSource source,
    RelDataType rowType,
    List<RexNode> arguments,
    @Nullable RexProgram residualProgram) {
  static LoweredScan of(RelNode node) {
    if (node instanceof IndexScan scan) {
      return of(scan);
    }
    if (node instanceof SystemTableScan scan) {
      return of(scan);
    }
    throw new IllegalStateException("not a scan: " + node);
  }

  private static LoweredScan of(SystemTableScan scan) {
    SystemTable table = scan.systemTable();
    return new LoweredScan(
        new SystemTableSource(
            table.name(),
            table.columns().stream().map(ColumnDescriptor::type).toList(),
            table::rows),
        scan.getRowType(),
        List.of(),
        null);
  }

  private static LoweredScan of(IndexScan scan) {
    AccessPath path = scan.path();
    int rowKeyColumn = scan.catalogTable().rowKeyColumn();
    List<Integer> read = new ArrayList<>(scan.columnsRead());
    boolean rowKey = read.remove((Integer) rowKeyColumn);
    IndexScanSource source =
        new IndexScanSource(
            scan.catalogTable().descriptor(),
            path.index(),
            path.ranges(),
            path.skip(),
            path.filters().list(),
            path.predicates(),
            List.copyOf(read),
            scan.backward(),
            rowKey);
    if (rowKey) {
      read.add(rowKeyColumn);
    }
    return new LoweredScan(
        source, rowType(scan, read), path.arguments(), residualProgram(scan, read));
  }

  private static RelDataType rowType(IndexScan scan, List<Integer> read) {
    RelDataTypeFactory.Builder builder = scan.getCluster().getTypeFactory().builder();
    read.forEach(column -> builder.add(scan.getTable().getRowType().getFieldList().get(column)));
    return builder.uniquify().build();
  }

  /** The residual condition over the columns read, then the output's columns in its order. */
  private static @Nullable RexProgram residualProgram(IndexScan scan, List<Integer> read) {
    RexNode residual = scan.path().residual();
    if (residual == null && read.equals(scan.columns())) {
      return null;
    }
    RexNode condition =
        residual == null
            ? null
            : residual.accept(
                new RexShuttle() {
                  @Override
                  public RexNode visitInputRef(RexInputRef reference) {
                    return new RexInputRef(read.indexOf(reference.getIndex()), reference.getType());
                  }
                });
    RelDataType rowType = rowType(scan, read);
    List<RexNode> outputs = new ArrayList<>();
    for (int column : scan.columns()) {
      outputs.add(RexInputRef.of(read.indexOf(column), rowType));
    }
    return RexProgram.create(
        rowType, outputs, condition, scan.getRowType(), scan.getCluster().getRexBuilder());
  }
}
