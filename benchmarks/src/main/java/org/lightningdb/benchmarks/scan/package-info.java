/**
 * Scans of columns into vectors from cached blocks, and point reads of the same rows, of a store of
 * columns beside a store of rows. Start with {@link org.lightningdb.benchmarks.scan.ScanBenchmark}.
 */
@NullMarked
package org.lightningdb.benchmarks.scan;

import org.jspecify.annotations.NullMarked;
