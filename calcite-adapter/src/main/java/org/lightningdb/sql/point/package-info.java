/**
 * Plans for one row found by a whole unique key: no operator tree, no batches of many rows. Knows
 * exec's contracts and scans. Start with {@link org.lightningdb.sql.point.PointSelectPlan}.
 */
@NullMarked
package org.lightningdb.sql.point;

import org.jspecify.annotations.NullMarked;
