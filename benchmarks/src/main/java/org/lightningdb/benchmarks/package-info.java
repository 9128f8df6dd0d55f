/**
 * JMH benchmarks through the public door, JDBC. Run {@code java -jar
 * benchmarks/target/benchmarks.jar}, on a quiet machine, and compare ratios inside one run.
 */
@NullMarked
package org.lightningdb.benchmarks;

import org.jspecify.annotations.NullMarked;
