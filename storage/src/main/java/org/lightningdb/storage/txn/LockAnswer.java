package org.lightningdb.storage.txn;

/** What became of the wish for a row lock. */
enum LockAnswer {
  /** It is new to its owner, or new in this mode. */
  TAKEN,
  /** The owner had it before, in this mode or a stronger one. */
  HELD,
  /** Others have it, and nobody waited. */
  BUSY
}
