package org.lightningdb.sql.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.externalize.RelWriterImpl;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.sql.SqlExplainLevel;
import org.apache.calcite.util.Pair;
import org.jspecify.annotations.Nullable;
import org.lightningdb.sql.bind.OwnRowsTable;
import org.lightningdb.sql.plan.IndexScan;
import org.lightningdb.sql.plan.SystemTableScan;

/** A physical tree as text: one operator a line, inputs indented below it. */
final class PlanText {
  private final StringBuilder text = new StringBuilder();

  private final Map<RelNode, String> keyFilters;

  private PlanText(Map<RelNode, String> keyFilters) {
    this.keyFilters = keyFilters;
  }

  static String of(RelNode root) {
    return of(root, Map.of());
  }

  /**
   * The same.
   *
   * @param keyFilters the columns by which scans leave out what joins above do not need; by the
   *     identity of nodes
   */
  static String of(RelNode root, Map<RelNode, String> keyFilters) {
    PlanText plan = new PlanText(keyFilters);
    plan.append(root, 0);
    return plan.text.toString().stripTrailing();
  }

  private void append(RelNode node, int depth) {
    String described = describe(node).replaceAll("\\R", " ");
    text.append("  ".repeat(depth)).append(described);
    String filtered = keyFilters.get(node);
    if (filtered != null) {
      text.append(" filtered by join=[").append(filtered).append(']');
    }
    text.append(rows(node)).append('\n');
    node.getInputs().forEach(input -> append(input, depth + 1));
  }

  private static String describe(RelNode node) {
    if (node instanceof IndexScan scan) {
      return ScanText.of(scan);
    }
    if (node instanceof SystemTableScan scan && scan.systemTable() instanceof OwnRowsTable own) {
      return "StatementRows " + own.name().substring(1);
    }
    if (node instanceof SystemTableScan scan) {
      return "SystemTableScan " + scan.systemTable().schema() + "." + scan.systemTable().name();
    }
    String name = node.getRelTypeName().replace("Physical", "");
    Items items = new Items();
    node.explain(items);
    return items.shown.isEmpty() ? name : name + " " + String.join(", ", items.shown);
  }

  private static String rows(RelNode node) {
    RelMetadataQuery metadata = node.getCluster().getMetadataQuery();
    Double rows = metadata.getRowCount(node);
    return rows == null ? "" : " (rows≈" + Math.round(rows) + ")";
  }

  /** Collects a node's own attributes, without its inputs. */
  private static final class Items extends RelWriterImpl {
    private final List<String> shown = new ArrayList<>();

    Items() {
      super(
          new java.io.PrintWriter(java.io.Writer.nullWriter()),
          SqlExplainLevel.EXPPLAN_ATTRIBUTES,
          false);
    }

    @Override
    protected void explain_(RelNode rel, List<Pair<String, @Nullable Object>> values) {
      for (Pair<String, @Nullable Object> value : values) {
        if (!(value.right instanceof RelNode)) {
          shown.add(value.left + "=" + value.right);
        }
      }
    }
  }
}
