package org.lightningdb.sql.session;

import java.util.Collection;
import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.Snapshot;
import org.lightningdb.index.access.Transaction;
import org.lightningdb.index.schema.CatalogSnapshot;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.sql.name.CatalogNames;
import org.lightningdb.sql.parser.ast.AnalyzeStatement;

/** ANALYZE: reads tables and notes what values they have, for the planner. */
final class Analysis {
  private final Transaction transaction;
  private final Snapshot snapshot;
  private final String schema;
  private final Runnable checkpoint;

  /**
   * @param checkpoint run now and then; ends the analysis by throwing
   */
  Analysis(Transaction transaction, Snapshot snapshot, String schema, Runnable checkpoint) {
    this.transaction = transaction;
    this.snapshot = snapshot;
    this.schema = schema;
    this.checkpoint = checkpoint;
  }

  void run(AnalyzeStatement statement) {
    for (TableDescriptor table : tables(statement.table())) {
      transaction.analyze(snapshot, table, checkpoint);
    }
  }

  private Collection<TableDescriptor> tables(@Nullable SqlIdentifier name) {
    CatalogSnapshot catalog = snapshot.catalog();
    return name == null
        ? catalog.tables().values()
        : List.of(new CatalogNames(catalog, schema).table(name));
  }
}
