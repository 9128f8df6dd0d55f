/**
 * Immutable descriptors of tables, columns, indexes and the whole catalog. Start with {@link
 * org.lightningdb.index.schema.CatalogSnapshot}.
 */
@NullMarked
package org.lightningdb.index.schema;

import org.jspecify.annotations.NullMarked;
