/**
 * The TPC-H workload: its tables, the rows of its generator, its 22 queries with the parameters
 * that the benchmark's validation fixes. For any database that {@code java.sql} reaches: the guided
 * tour, tests and benchmarks use it. Start with {@link org.lightningdb.server.tpch.TpchQueries}.
 */
@NullMarked
package org.lightningdb.server.tpch;

import org.jspecify.annotations.NullMarked;
