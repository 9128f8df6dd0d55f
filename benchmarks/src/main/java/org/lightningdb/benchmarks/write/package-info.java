/**
 * What a write costs the processor, at the door of the storage engine. Each class is a program of
 * its own; start with {@link org.lightningdb.benchmarks.write.WritePathBenchmark}.
 */
@NullMarked
package org.lightningdb.benchmarks.write;

import org.jspecify.annotations.NullMarked;
