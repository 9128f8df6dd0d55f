/** A naive database in memory behind the doors of the data layer, for planner tests. */
@NullMarked
package org.lightningdb.sql.testing;

import org.jspecify.annotations.NullMarked;
