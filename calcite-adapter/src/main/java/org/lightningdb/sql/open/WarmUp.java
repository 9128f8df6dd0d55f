package org.lightningdb.sql.open;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lightningdb.index.schema.CatalogSnapshot;
import org.lightningdb.index.schema.CatalogSnapshot.TableName;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.ColumnDescriptor.Identity;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.IndexDescriptor.KeyColumn;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.sql.bind.TableStatistics;
import org.lightningdb.sql.lower.QueryPlanner;
import org.lightningdb.sql.parser.LightningParser;
import org.lightningdb.sql.plan.PlanRequest;
import org.lightningdb.storage.maintenance.BackgroundTask;

/**
 * Plans a few statements about tables that exist nowhere, so that the classes of parser and planner
 * are loaded before the first statement of a user asks for them: in a new virtual machine that
 * takes most of a second. Runs once, on a thread of its own, and can be stopped between two
 * statements.
 */
final class WarmUp implements Runnable {
  /** From the most common to what draws in the most; what is behind a stop is not missed much. */
  private static final List<String> STATEMENTS =
      List.of(
          "SELECT id, name FROM warm WHERE id = ?",
          "INSERT INTO warm (id, name, price) VALUES (?, 'x', 1 + 2)",
          "SELECT id, price FROM warm WHERE name = ? ORDER BY price LIMIT 5",
          "UPDATE warm SET price = price * 2 WHERE id = ?",
          "DELETE FROM warm WHERE name LIKE 'x%' AND price BETWEEN 1 AND 2",
          "SELECT w.name, COUNT(*), SUM(o.price) FROM warm w JOIN other o ON o.id = w.id"
              + " WHERE o.price > 5 GROUP BY w.name HAVING COUNT(*) > 1 ORDER BY 2 DESC",
          "SELECT id FROM warm w WHERE EXISTS (SELECT 1 FROM other o WHERE o.name = w.name)"
              + " AND id IN (1, 2, 3)");

  private final QueryPlanner planner;
  private final BackgroundTask task;
  private volatile boolean stopped;

  WarmUp(QueryPlanner planner, BackgroundTask task) {
    this.planner = planner;
    this.task = task;
  }

  /** Begins no further statement; does not wait for the one that is being planned. */
  void stop() {
    stopped = true;
  }

  @Override
  public void run() {
    Thread.currentThread().setName("lightning-warm-up");
    try {
      task.run(this::planAll);
    } finally {
      task.ended();
    }
  }

  private void planAll() {
    CatalogSnapshot catalog =
        new CatalogSnapshot(
            0,
            List.of(CatalogSnapshot.SCHEMA_DEFAULT),
            Map.of(
                new TableName(CatalogSnapshot.SCHEMA_DEFAULT, "WARM"), table(1, "WARM"),
                new TableName(CatalogSnapshot.SCHEMA_DEFAULT, "OTHER"), table(2, "OTHER")));
    for (String sql : STATEMENTS) {
      if (stopped) {
        return;
      }
      planner.plan(
          new PlanRequest(
              LightningParser.parse(sql),
              sql,
              catalog,
              CatalogSnapshot.SCHEMA_DEFAULT,
              List.of(),
              TableStatistics.UNKNOWN,
              Set.of()));
    }
  }

  private static TableDescriptor table(int id, String name) {
    List<ColumnDescriptor> columns =
        List.of(
            column("ID", SqlType.of(TypeKind.INTEGER), false),
            column("NAME", SqlType.varchar(20), true),
            column("PRICE", SqlType.decimal(10, 2), true));
    IndexDescriptor primary =
        new IndexDescriptor(
            id, name + "_PKEY", id, true, true, true, List.of(new KeyColumn(0, false)));
    return new TableDescriptor(
        id, CatalogSnapshot.SCHEMA_DEFAULT, name, columns, primary, List.of());
  }

  private static ColumnDescriptor column(String name, SqlType type, boolean nullable) {
    return new ColumnDescriptor(name, type, nullable, null, Identity.NONE);
  }
}
