package org.lightningdb.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;

class OpenedPartsTest {
  private final List<String> closed = new ArrayList<>();
  private final Deque<AutoCloseable> resources = new ArrayDeque<>();

  private void add(String name, AutoCloseable failure) {
    resources.push(
        () -> {
          closed.add(name);
          failure.close();
        });
  }

  @Test
  void anErrorLeavesNoResourceOpen() {
    OutOfMemoryError error = new OutOfMemoryError("the log has no memory");
    add("lock", () -> {});
    add("blocks", () -> throwError(error));
    add("log", () -> throwError(error));
    assertSame(error, assertThrows(OutOfMemoryError.class, () -> OpenedParts.closeAll(resources)));
    assertEquals(List.of("log", "blocks", "lock"), closed);
  }

  private static void throwError(Error error) {
    throw error;
  }

  @Test
  void theFirstFailureIsThrownAndTellsTheOthers() {
    add("lock", () -> {});
    add("blocks", () -> throwRefusal("second"));
    add("log", () -> throwRefusal("first"));
    StorageException thrown =
        assertThrows(StorageException.class, () -> OpenedParts.closeAll(resources));
    assertEquals("first", thrown.getMessage());
    assertEquals(1, thrown.getSuppressed().length);
    assertEquals(List.of("log", "blocks", "lock"), closed);
  }

  private static void throwRefusal(String message) {
    throw new StorageException(Kind.READ_FAILED, message);
  }
}
