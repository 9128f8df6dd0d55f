package org.lightningdb.index.table;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.lightningdb.index.access.RowRules;
import org.lightningdb.index.access.TableReader;
import org.lightningdb.index.access.TableWriter;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.scratch.ScratchSpace;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;

/**
 * The way into this room: readers, writers, index builds and checks of tables given by descriptor.
 * Whether a descriptor is the current one is the caller's business. Thread-safe.
 */
public final class Tables {
  private final TableCounters counters;
  private final ScratchSpace scratch;
  private final ConcurrentHashMap<Integer, TableLayout> layouts = new ConcurrentHashMap<>();

  /**
   * @param scratch for building indexes
   */
  public Tables(TableCounters counters, ScratchSpace scratch) {
    this.counters = counters;
    this.scratch = scratch;
  }

  /** The reader lives as long as the view. */
  public TableReader reader(ReadView view, TableDescriptor table) {
    return new IndexedTableReader(view, layout(table));
  }

  /** The writer lives as long as the view. */
  public TableWriter writer(Txn txn, ReadView view, TableDescriptor table, RowRules rules) {
    return new IndexedTableWriter(txn, view, layout(table), counters, rules);
  }

  /**
   * Fills the new secondary index {@code index} of {@code table} from the rows in {@code view},
   * which must be all rows there are.
   */
  public void build(Txn txn, ReadView view, TableDescriptor table, IndexDescriptor index) {
    try {
      new IndexBuilder(txn, view, new TableLayout(table), index).build(scratch);
    } catch (StorageException e) {
      throw StorageErrors.translate(e);
    }
  }

  /** One line for each disagreement between the rows and the index entries of {@code table}. */
  public List<String> check(ReadView view, TableDescriptor table) {
    return new IndexChecker(view, new TableLayout(table)).check();
  }

  /** Releases what is remembered about a table that is gone. */
  public void forget(int tableId) {
    layouts.remove(tableId);
  }

  private TableLayout layout(TableDescriptor table) {
    TableLayout known = layouts.get(table.id());
    if (known != null && known.table().equals(table)) {
      return known;
    }
    TableLayout layout = new TableLayout(table);
    layouts.put(table.id(), layout);
    return layout;
  }
}
