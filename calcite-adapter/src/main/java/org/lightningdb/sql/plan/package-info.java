/** The planner: our convention, its nodes and rules, and the visible list of phases. Knows bind. */
@NullMarked
package org.lightningdb.sql.plan;

import org.jspecify.annotations.NullMarked;
