package org.lightningdb.storage.error;

import org.jspecify.annotations.Nullable;

/**
 * Everything storage throws on purpose. {@link #kind()} says what the caller must do; the message
 * names the file, offset, store or key concerned.
 */
public final class StorageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What went wrong, divided by what the caller must do. */
  public enum Kind {
    /** Another transaction changed the row first: roll back (to the statement) and try again. */
    CONFLICT,
    /** Waiting for a row lock would never end: roll back and try again. */
    DEADLOCK,
    /** The row lock was not free in time: roll back the statement, try later. */
    LOCK_TIMEOUT,
    /** The thread was interrupted while waiting for a lock; its interrupt flag is set again. */
    INTERRUPTED,
    /** A value, key or transaction is larger than the engine allows: change the request. */
    LIMIT,
    /** The memory budget has no room for it: ask for less, later, or raise the budget. */
    OUT_OF_MEMORY,
    /** The request is not allowed in this state (read-only transaction, unknown store). */
    INVALID_REQUEST,
    /** The past that was asked for is kept no longer: ask for a later time. */
    HISTORY_GONE,
    /** No space left: writes are refused until there is, reads go on. */
    DISK_FULL,
    /**
     * Bytes could not be read, or temporary ones not be written, for an I/O error and not for their
     * content: the engine goes on, what asked for them fails. Try again; if it stays, the device is
     * failing.
     */
    READ_FAILED,
    /** Bytes on disk are not what was written; the message names file and offset. */
    CORRUPT,
    /** The file or directory is not one of ours, or of a version this release cannot read. */
    FOREIGN_FORMAT,
    /** Another process has the database open; the message names its process id. */
    IN_USE,
    /**
     * An I/O error made the engine stop. The outcome of a commit that was under way is unknown;
     * close, open again (recovery decides) and look.
     */
    FAILED_STOP,
    /** The engine, transaction or cursor is already closed. */
    CLOSED
  }

  private final Kind kind;

  public StorageException(Kind kind, String message) {
    this(kind, message, null);
  }

  public StorageException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
