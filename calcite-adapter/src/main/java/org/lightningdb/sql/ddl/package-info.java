/**
 * Runs parsed DDL statements against the catalog writer. Knows the parser's nodes and names, no
 * session and no plan. Start with {@link org.lightningdb.sql.ddl.DdlRunner}.
 */
@NullMarked
package org.lightningdb.sql.ddl;

import org.jspecify.annotations.NullMarked;
