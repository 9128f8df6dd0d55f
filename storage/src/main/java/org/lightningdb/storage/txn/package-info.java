/**
 * Transactions: write sets, row locks, snapshots and the commit pipeline. Start with {@link
 * org.lightningdb.storage.txn.Txn}.
 */
@NullMarked
package org.lightningdb.storage.txn;

import org.jspecify.annotations.NullMarked;
