/**
 * What runs inside the Java of one engine: a loop that takes commands and answers with samples, and
 * the measurements. Read {@link org.lightningdb.benchmarks.peers.child.PeerProcess} first.
 */
@NullMarked
package org.lightningdb.benchmarks.peers.child;

import org.jspecify.annotations.NullMarked;
