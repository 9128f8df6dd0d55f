/** Runs parsed DDL statements against the catalog writer. */
@NullMarked
package org.lightningdb.sql.ddl;

import org.jspecify.annotations.NullMarked;
