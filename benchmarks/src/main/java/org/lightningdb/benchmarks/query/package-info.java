/**
 * Queries over many rows through JDBC, one for each operator worth watching. Start with {@link
 * org.lightningdb.benchmarks.query.QueryBenchmark}.
 */
@NullMarked
package org.lightningdb.benchmarks.query;

import org.jspecify.annotations.NullMarked;
