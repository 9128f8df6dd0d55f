/** TPC-H beside other engines. Start with {@link org.lightningdb.benchmarks.tpch.TpchBenchmark}. */
@NullMarked
package org.lightningdb.benchmarks.tpch;

import org.jspecify.annotations.NullMarked;
