package org.lightningdb.storage.txn;

/** A guess at the size of a key range, for planning only. */
public record RangeEstimate(long entries, long bytes) {}
