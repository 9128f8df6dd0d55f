/**
 * The descriptors of all tables as rows in the same engine and the same transactions as the data,
 * and the snapshots of them that everybody plans with. Start with {@link
 * org.lightningdb.index.catalog.CatalogCache}, then {@link
 * org.lightningdb.index.catalog.TransactionCatalog}.
 */
@NullMarked
package org.lightningdb.index.catalog;

import org.jspecify.annotations.NullMarked;
