package org.lightningdb.storage.spec;

/** What to do about a row lock that is not free. */
public enum LockWait {
  /** Wait for it, up to the lock timeout. */
  WAIT,
  /** Fail at once, as if the timeout were over. */
  FAIL,
  /** Go without it, and say so. */
  SKIP
}
