/**
 * The same door for every key-value engine that is compared, so that a measurement is written once.
 * Read {@link org.lightningdb.benchmarks.peers.engine.KeyValuePeer} first.
 */
@NullMarked
package org.lightningdb.benchmarks.peers.engine;

import org.jspecify.annotations.NullMarked;
