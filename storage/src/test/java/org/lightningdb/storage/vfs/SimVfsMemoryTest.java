package org.lightningdb.storage.vfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class SimVfsMemoryTest extends VfsContract {
  private final SimVfs vfs = SimVfs.memory("test");

  @Override
  Vfs vfs() {
    return vfs;
  }

  @Test
  void itNamesItselfAndCannotBeCrashed() {
    assertEquals("mem:test", vfs.describe());
    assertThrows(IllegalStateException.class, () -> vfs.crash(1));
    assertThrows(IllegalStateException.class, vfs::killProcess);
  }
}
