/**
 * How fast the log alone commits, beside the device's own rate of small forced writes in the same
 * run. No other class comes in; start with {@link
 * org.lightningdb.benchmarks.log.LogCommitBenchmark}, a program.
 */
@NullMarked
package org.lightningdb.benchmarks.log;

import org.jspecify.annotations.NullMarked;
