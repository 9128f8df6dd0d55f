/**
 * Lightning DB and other key-value engines side by side, row by row of the storage engine's
 * targets: one child Java for each engine, interleaved rounds, medians, results as Markdown and
 * JSON. Read {@link org.lightningdb.benchmarks.peers.PeerComparison} first.
 */
@NullMarked
package org.lightningdb.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
