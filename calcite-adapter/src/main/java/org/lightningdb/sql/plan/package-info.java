/**
 * The planner: our convention, its nodes and rules, and the visible list of phases. Knows bind, and
 * of exec the templates of scans. Start with {@link org.lightningdb.sql.plan.RelationalPlanner}.
 */
@NullMarked
package org.lightningdb.sql.plan;

import org.jspecify.annotations.NullMarked;
