/**
 * What the planner's cost constants are derived from. Start with {@link
 * org.lightningdb.benchmarks.cost.CostConstants}.
 */
@NullMarked
package org.lightningdb.benchmarks.cost;

import org.jspecify.annotations.NullMarked;
