package org.lightningdb.storage.spec;

/** What an acknowledged commit survives. */
public enum Durability {
  /** Forced to the device before the commit returns; never waits for company. */
  ALWAYS,
  /**
   * The default. Forced to the device before the commit returns; may wait at most the group delay
   * (0 unless set) so that one force serves several commits.
   */
  GROUP,
  /** Written to the operating system before the commit returns, forced every interval. */
  INTERVAL,
  /** Written to the operating system before the commit returns, never forced for its own sake. */
  NONE
}
