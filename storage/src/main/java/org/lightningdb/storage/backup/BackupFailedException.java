package org.lightningdb.storage.backup;

/** Carries a failure of a copying thread to the one that waits. */
final class BackupFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BackupFailedException(Throwable cause) {
    super(String.valueOf(cause.getMessage()), cause);
  }
}
