/** Tests of log-structured stores. Start with PlannerSimulationTest and LsmContractTest. */
@NullMarked
package org.lightningdb.storage.layout.lsm;

import org.jspecify.annotations.NullMarked;
