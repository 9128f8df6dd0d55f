/**
 * How long planning takes, step by step, and what the planner chooses for TPC-H. Start with {@link
 * org.lightningdb.benchmarks.planning.PlanningBenchmark}.
 */
@NullMarked
package org.lightningdb.benchmarks.planning;

import org.jspecify.annotations.NullMarked;
