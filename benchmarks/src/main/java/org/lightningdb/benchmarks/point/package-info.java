/**
 * Point reads and ordered scans over the engine's own door, in CPU time of one thread. Each class
 * with a {@code main} says what it measures; start with {@link
 * org.lightningdb.benchmarks.point.PointBenchmark}.
 */
@NullMarked
package org.lightningdb.benchmarks.point;

import org.jspecify.annotations.NullMarked;
