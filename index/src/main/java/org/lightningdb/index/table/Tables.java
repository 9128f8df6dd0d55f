package org.lightningdb.index.table;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.RowRules;
import org.lightningdb.index.access.TableReader;
import org.lightningdb.index.access.TableWriter;
import org.lightningdb.index.schema.CatalogSnapshot;
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
  /** The tables that are referenced in the catalog of a version. */
  private record Parents(long version, Set<Integer> ids) {}

  private final TableCounters counters;
  private final ScratchSpace scratch;
  private final ConcurrentHashMap<Integer, TableLayout> layouts = new ConcurrentHashMap<>();
  private volatile @Nullable Parents parents;

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

  /** The foreign keys of a transaction. */
  public References references(
      Txn txn, Supplier<CatalogSnapshot> catalog, Consumer<TableDescriptor> lock) {
    return new References(txn, catalog, lock, this::layout, this::isReferenced);
  }

  /** The same for a table that the caller has locked, with its foreign keys. */
  public TableWriter writer(
      Txn txn, ReadView view, TableDescriptor table, RowRules.Source rules, References references) {
    TableWriter rowWriter = writer(txn, view, table, rules.of(table));
    List<ChildKeys> own =
        references.ofChild(table).stream().map(key -> new ChildKeys(txn, references, key)).toList();
    References.Writers writers = child -> writer(txn, view, child, rules, references);
    List<ParentKeys> referring =
        references.ofParent(table).stream()
            .map(key -> new ParentKeys(txn, references, key, rules, writers))
            .toList();
    return own.isEmpty() && referring.isEmpty()
        ? rowWriter
        : new ReferencingWriter(txn, layout(table), rowWriter, own, referring);
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

  /** Whether any foreign key refers to the table; remembered for the newest catalog. */
  private boolean isReferenced(CatalogSnapshot catalog, int tableId) {
    Parents known = parents;
    if (known == null || known.version() != catalog.version()) {
      Set<Integer> ids = new HashSet<>();
      for (TableDescriptor table : catalog.tables().values()) {
        table.foreignKeys().forEach(key -> ids.add(key.parentId()));
      }
      known = new Parents(catalog.version(), ids);
      parents = known;
    }
    return known.ids().contains(tableId);
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
