package org.lightningdb.sql.information;

import java.util.List;
import org.lightningdb.sql.bind.SystemTable;

/**
 * All tables of INFORMATION_SCHEMA. They describe the catalog as the reading transaction sees it,
 * its own uncommitted changes included, and themselves.
 *
 * <p>What holds for all of them: names are exact (not folded); every {@code …_CATALOG} column is
 * NULL, since there are no catalogs; flags are {@code 'YES'} and {@code 'NO'}; positions count from
 * 1. The columns of each table are listed in its class.
 */
public final class InformationSchema {
  /** The schema's name. */
  public static final String NAME = "INFORMATION_SCHEMA";

  private final List<SystemTable> tables;

  public InformationSchema() {
    List<DescribedTable> described =
        List.of(
            new SchemataTable(),
            new TablesTable(this),
            new ViewsTable(),
            new ColumnsTable(this),
            new TableConstraintsTable(),
            new KeyColumnUsageTable(),
            new CheckConstraintsTable(),
            new ReferentialConstraintsTable(),
            new CrossReferencesTable(),
            new IndexesTable(),
            new IndexColumnsTable(),
            new ColumnStatisticsTable(),
            new SettingsTable());
    this.tables = List.copyOf(described);
  }

  /** The tables; immutable and thread-safe. */
  public List<SystemTable> tables() {
    return tables;
  }
}
