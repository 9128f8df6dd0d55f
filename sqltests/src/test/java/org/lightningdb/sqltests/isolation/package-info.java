/**
 * What transactions that run at once can do to each other: the published anomalies, step by step.
 * Start with {@link org.lightningdb.sqltests.isolation.Anomaly}.
 */
@NullMarked
package org.lightningdb.sqltests.isolation;

import org.jspecify.annotations.NullMarked;
