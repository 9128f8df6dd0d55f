package org.lightningdb.sqltests.history;

/** Something that the levels of a history forbid. */
record Violation(Kind kind, String what) {
  /** By the published name. */
  enum Kind {
    /** A value was read that was rolled back. */
    G1A,
    /** A value was read that its writer changed once more. */
    G1B,
    /** A transaction does not see its own write, or not only once. */
    INTERNAL,
    /** A committed write is gone, or two writes replaced the same value. */
    LOST_WRITE,
    /** Reads disagree on the order of writes, or saw what nobody wrote. */
    UNEXPLAINED_READ,
    /** A cycle of WW. */
    G0,
    /** A cycle of WW, WR and the order of sessions. */
    G1C,
    /** A cycle with one RW, where the level gives a snapshot. */
    G_SINGLE,
    /** Of these, that of two changes of one row, each after a read of the same state. */
    LOST_UPDATE,
    /** A cycle with several RWs, none after another: not of snapshots, either. */
    G_NONADJACENT,
    /** A cycle of serializable transactions. */
    G2
  }
}
