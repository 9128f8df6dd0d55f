/** Tests of transactions and of the parts they are made of. */
@NullMarked
package org.lightningdb.storage.txn;

import org.jspecify.annotations.NullMarked;
