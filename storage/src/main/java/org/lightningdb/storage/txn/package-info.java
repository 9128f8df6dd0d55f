/**
 * Transactions: write sets, row locks, snapshots and the commit pipeline. The modules above come in
 * by {@link org.lightningdb.storage.txn.Txn} and {@link org.lightningdb.storage.txn.ReadView} only;
 * the other public classes are for the engine in the roof. Start with {@link
 * org.lightningdb.storage.txn.CommitPipeline}, then {@link org.lightningdb.storage.txn.Snapshots}.
 */
@NullMarked
package org.lightningdb.storage.txn;

import org.jspecify.annotations.NullMarked;
