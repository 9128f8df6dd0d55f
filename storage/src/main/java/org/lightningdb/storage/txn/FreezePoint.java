package org.lightningdb.storage.txn;

import java.util.Set;

/**
 * The cut at which a checkpoint separates what it writes out from what comes later.
 *
 * @param state right after the cut: everything frozen is on its near side
 * @param timestamp of the newest commit on the near side
 * @param lsn where the log record of that commit ends
 * @param droppedStores by commits on the near side and since the last checkpoint
 */
public record FreezePoint(EngineState state, long timestamp, long lsn, Set<Long> droppedStores) {}
