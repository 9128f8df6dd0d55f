package org.lightningdb.index.access;

import org.lightningdb.index.schema.TableDescriptor;

/**
 * A table that is written anew in another form, in stores of its own. Begun by {@link
 * CatalogWriter#rebuildTable}; the transaction must not write to the table in between. What is not
 * finished is undone when the caller rolls back to its savepoint. Errors are those of {@link
 * TableWriter}.
 */
public interface TableRebuild extends AutoCloseable {
  /** Takes full rows in the new form; only inserts are meaningful. */
  TableWriter writer();

  /**
   * To be called after the writer's. The rebuilt table: from now on this transaction sees it in
   * place of the old one.
   */
  TableDescriptor finish();

  @Override
  void close();
}
