package org.lightningdb.index.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;

class StorageErrorsTest {
  private static String stateOf(Kind kind) {
    return StorageErrors.translate(new StorageException(kind, "what happened")).state().code();
  }

  private static String commitStateOf(Kind kind) {
    return StorageErrors.translateCommit(new StorageException(kind, "what happened"))
        .state()
        .code();
  }

  @Test
  void aFailedReadLeavesNoCommitInDoubt() {
    assertEquals("58030", stateOf(Kind.READ_FAILED));
    assertEquals("58030", commitStateOf(Kind.READ_FAILED));
  }

  @Test
  void aForgottenPastIsASnapshotTooOld() {
    assertEquals("72000", stateOf(Kind.HISTORY_GONE));
  }

  @Test
  void aStoppedEngineLeavesTheCommitUnderWayInDoubt() {
    assertEquals("58030", stateOf(Kind.FAILED_STOP));
    assertEquals("40003", commitStateOf(Kind.FAILED_STOP));
  }
}
