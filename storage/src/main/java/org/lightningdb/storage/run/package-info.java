/**
 * Runs: what a transaction that outgrew its memory wrote to the data file before it commits, and
 * what becomes a part of a store, as it is, when it does. Transactions, checkpoints and the checker
 * come in. Start with {@link org.lightningdb.storage.run.RunRoot}, then {@link
 * org.lightningdb.storage.run.RunWriter}.
 */
@NullMarked
package org.lightningdb.storage.run;

import org.jspecify.annotations.NullMarked;
