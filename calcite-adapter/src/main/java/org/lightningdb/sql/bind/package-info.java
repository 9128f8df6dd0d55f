/**
 * What Calcite sees of the catalog: tables, types, functions, system tables. Knows no sibling but
 * exec.
 */
@NullMarked
package org.lightningdb.sql.bind;

import org.jspecify.annotations.NullMarked;
