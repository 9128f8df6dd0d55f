package org.lightningdb.index.table;

import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.storage.error.StorageException;

/** The one place where errors of storage become errors of the database. */
public final class StorageErrors {
  private StorageErrors() {}

  /** For a failure of anything but a commit. */
  public static DbException translate(StorageException error) {
    return DbException.of(state(error.kind()), message(error), error);
  }

  /** For a failure to open a database. */
  public static DbException translateOpen(StorageException error) {
    return error.kind() == StorageException.Kind.INVALID_REQUEST
        ? DbException.of(SqlState.UNABLE_TO_CONNECT, message(error), error)
        : translate(error);
  }

  /** For a failure of a commit, whose outcome may be unknown. */
  public static DbException translateCommit(StorageException error) {
    if (error.kind() == StorageException.Kind.FAILED_STOP) {
      return DbException.of(
          SqlState.COMPLETION_UNKNOWN,
          "the outcome of the commit is unknown: " + message(error),
          error);
    }
    return translate(error);
  }

  /** Stored bytes contradict each other. */
  public static DbException corrupted(String what) {
    return DbException.of(SqlState.DATA_CORRUPTED, what);
  }

  /** Stored bytes cannot be understood. */
  public static DbException corrupted(String what, Throwable cause) {
    return DbException.of(SqlState.DATA_CORRUPTED, what + ": " + cause.getMessage(), cause);
  }

  private static SqlState state(StorageException.Kind kind) {
    return switch (kind) {
      case CONFLICT -> SqlState.SERIALIZATION_FAILURE;
      case DEADLOCK -> SqlState.DEADLOCK_DETECTED;
      case LOCK_TIMEOUT -> SqlState.LOCK_NOT_AVAILABLE;
      case INTERRUPTED -> SqlState.QUERY_CANCELED;
      case LIMIT -> SqlState.PROGRAM_LIMIT_EXCEEDED;
      case OUT_OF_MEMORY -> SqlState.OUT_OF_MEMORY;
      case INVALID_REQUEST -> SqlState.INTERNAL_ERROR;
      case HISTORY_GONE -> SqlState.SNAPSHOT_TOO_OLD;
      case DISK_FULL -> SqlState.DISK_FULL;
      case CORRUPT -> SqlState.DATA_CORRUPTED;
      case FOREIGN_FORMAT -> SqlState.UNABLE_TO_CONNECT;
      case IN_USE -> SqlState.OBJECT_IN_USE;
      case FAILED_STOP, READ_FAILED -> SqlState.IO_ERROR;
      case CLOSED -> SqlState.DATABASE_SHUT_DOWN;
    };
  }

  private static String message(StorageException error) {
    String message = error.getMessage();
    return message == null ? error.kind().name() : message;
  }
}
