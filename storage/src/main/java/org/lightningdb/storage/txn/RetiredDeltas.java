package org.lightningdb.storage.txn;

import java.util.List;
import java.util.Map;
import org.lightningdb.storage.cursor.VersionSource;

/**
 * Deltas that are in the trees already, kept because a writer with an older snapshot still must
 * learn from them who changed what since: trees forget deletions and overwritten versions.
 *
 * @param generation the roots that hold the content of the deltas
 * @param flushedTimestamp of the newest commit in them
 * @param stores by store id, newest first
 */
record RetiredDeltas(
    long generation, long flushedTimestamp, Map<Long, List<VersionSource>> stores, long bytes) {}
