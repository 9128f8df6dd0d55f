/** Tests of log-structured stores. Start with PlannerSimulationTest and LsmLayoutTest. */
@NullMarked
package org.lightningdb.storage.layout.lsm;

import org.jspecify.annotations.NullMarked;
