package org.lightningdb.storage.spec;

/** How far a transaction is shielded from others that run at the same time. */
public enum Isolation {
  /** Every statement sees what was committed when the statement began. */
  READ_COMMITTED,
  /** The whole transaction sees one snapshot; a write to a row changed since is a conflict. */
  SNAPSHOT,
  /** As {@link #SNAPSHOT}, and what was read must still be true at commit. */
  SERIALIZABLE
}
