package org.lightningdb.storage.txn;

import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.spec.StoreSpec;

/**
 * A store created or dropped by a transaction.
 *
 * @param sequence position in the write set
 * @param spec of the store created; null for a drop
 */
record StoreChange(long storeId, int sequence, @Nullable StoreSpec spec) {}
