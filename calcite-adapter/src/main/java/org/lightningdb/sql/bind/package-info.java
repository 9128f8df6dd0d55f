/**
 * What Calcite sees of the catalog: tables, types, functions, system tables. Knows no sibling but
 * exec and name. Start with {@link org.lightningdb.sql.bind.CatalogSchemas}.
 */
@NullMarked
package org.lightningdb.sql.bind;

import org.jspecify.annotations.NullMarked;
