package org.lightningdb.storage.vfs;

/**
 * The simulated machine has lost its power. An {@link Error}, so that no handler of ordinary
 * failures takes it for one; every later call on the same simulated disk throws it again.
 */
public final class SimCrashException extends Error {
  private static final long serialVersionUID = 1L;

  SimCrashException(String message) {
    super(message);
  }
}
