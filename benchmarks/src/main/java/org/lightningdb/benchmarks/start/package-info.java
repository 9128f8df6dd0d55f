/**
 * How long a new Java needs from its start to the first row of an existing database. Start with
 * {@link org.lightningdb.benchmarks.start.ColdStartBenchmark}.
 */
@NullMarked
package org.lightningdb.benchmarks.start;

import org.jspecify.annotations.NullMarked;
