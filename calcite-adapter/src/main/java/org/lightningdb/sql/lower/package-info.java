/** The only bridge from Calcite's plan nodes to operators. Knows plan and exec. */
@NullMarked
package org.lightningdb.sql.lower;

import org.jspecify.annotations.NullMarked;
