package org.lightningdb.index.catalog;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.schema.CatalogSnapshot;
import org.lightningdb.index.table.StorageErrors;
import org.lightningdb.storage.Engine;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.txn.ReadView;

/**
 * Answers "which catalog does this view see?" without reading the catalog store for every
 * statement. Thread-safe.
 *
 * <p>The newest committed catalog is kept in memory. It is the one a view sees if no change of the
 * catalog was being committed while the view was taken. To know that, changes are bracketed: {@code
 * committing} is raised before the commit, and after it the new catalog is published, {@code
 * completed} raised and {@code committing} lowered, in this order. A reader notes {@code completed}
 * and the catalog, takes its view, and trusts the noted catalog if nothing was or is committing and
 * {@code completed} stands still; else it reads the rows through its view, which is always right.
 *
 * <p>Versions are drawn here and mean nothing outside this process.
 */
public final class CatalogCache {
  /**
   * What a reader notes before it takes its view.
   *
   * @param catalog null if a change is being committed
   */
  record Stamp(long completed, @Nullable CatalogSnapshot catalog) {}

  private final Engine engine;
  private final AtomicLong versions = new AtomicLong();
  private final AtomicLong completed = new AtomicLong();
  private final AtomicInteger committing = new AtomicInteger();
  private volatile @Nullable CatalogSnapshot newest;
  private long newestTimestamp;

  public CatalogCache(Engine engine) {
    this.engine = engine;
    refresh();
    newest = newest();
  }

  /** The newest committed catalog. */
  public CatalogSnapshot newest() {
    CatalogSnapshot known = newest;
    if (known != null) {
      return known;
    }
    try (ReadView view = engine.view()) {
      return read(view);
    } catch (StorageException e) {
      throw StorageErrors.translate(e);
    }
  }

  Stamp stamp() {
    long count = completed.get();
    CatalogSnapshot known = newest;
    return new Stamp(count, committing.get() == 0 ? known : null);
  }

  /** Whether no change was committed since {@code stamp} was taken. */
  boolean unchanged(Stamp stamp) {
    return stamp.catalog() != null && committing.get() == 0 && completed.get() == stamp.completed();
  }

  /** The committed catalog that {@code view} sees, which was taken after {@code stamp}. */
  CatalogSnapshot at(Stamp stamp, ReadView view) {
    CatalogSnapshot noted = stamp.catalog();
    return noted != null && unchanged(stamp) ? noted : read(view);
  }

  /** Reads the catalog through {@code view}; the result has a version of its own. */
  public CatalogSnapshot read(ReadView view) {
    return CatalogRows.load(view, versions.incrementAndGet(), newest);
  }

  /** Runs the commit of a transaction that changed the catalog. */
  long commit(LongSupplier commit) {
    committing.incrementAndGet();
    try {
      return commit.getAsLong();
    } finally {
      try {
        refresh();
      } finally {
        completed.incrementAndGet();
        committing.decrementAndGet();
      }
    }
  }

  private synchronized void refresh() {
    try (ReadView view = engine.view()) {
      CatalogSnapshot known = newest;
      if (known == null || view.timestamp() >= newestTimestamp) {
        CatalogSnapshot loaded = read(view);
        newest = same(known, loaded) ? known : loaded;
        newestTimestamp = view.timestamp();
      }
    } catch (StorageException | DbException e) {
      // From now on everybody reads the rows, and meets the error if it persists.
      newest = null;
    }
  }

  private static boolean same(@Nullable CatalogSnapshot known, CatalogSnapshot loaded) {
    return known != null
        && known.schemas().equals(loaded.schemas())
        && known.tables().equals(loaded.tables())
        && known.objects().equals(loaded.objects());
  }
}
