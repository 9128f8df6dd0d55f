/**
 * The JDBC contract: what a program may rely on, the same over every place a database can live.
 * Start with {@link org.lightningdb.sqltests.jdbc.JdbcContract}.
 */
@NullMarked
package org.lightningdb.sqltests.jdbc;

import org.jspecify.annotations.NullMarked;
