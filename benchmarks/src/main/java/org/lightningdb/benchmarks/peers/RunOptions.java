package org.lightningdb.benchmarks.peers;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.lightningdb.benchmarks.peers.engine.PeerKind;

/** What the command line chose; see {@link PeerComparison}. */
record RunOptions(
    Set<PeerKind> peers,
    long entries,
    int rounds,
    long millis,
    long bulkBytes,
    long bigBytes,
    List<String> javaOptions,
    Path directory) {}
