/**
 * Short statements through JDBC beside other embedded engines, in processor time for each
 * statement. Start with {@link org.lightningdb.benchmarks.statement.StatementBenchmark}.
 */
@NullMarked
package org.lightningdb.benchmarks.statement;

import org.jspecify.annotations.NullMarked;
