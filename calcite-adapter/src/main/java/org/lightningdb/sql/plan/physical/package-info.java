/**
 * The plan nodes that operators execute: the physical counterparts of Calcite's logical nodes in
 * {@link org.lightningdb.sql.plan.LightningConvention}, one file each, and the choice between them.
 * Start with {@link org.lightningdb.sql.plan.physical.PhysicalPlanner}.
 */
@NullMarked
package org.lightningdb.sql.plan.physical;

import org.jspecify.annotations.NullMarked;
