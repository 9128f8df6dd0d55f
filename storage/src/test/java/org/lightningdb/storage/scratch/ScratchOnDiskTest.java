package org.lightningdb.storage.scratch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lightningdb.storage.spec.ScratchOptions;
import org.lightningdb.storage.vfs.DiskVfs;
import org.lightningdb.storage.vfs.Vfs;

/** Temporary files on the disk of this machine. */
final class ScratchOnDiskTest extends ScratchContract {
  @TempDir Path directory;
  private final List<Vfs> opened = new ArrayList<>();

  @Override
  Vfs vfs() throws IOException {
    Vfs vfs = DiskVfs.open(directory, true);
    opened.add(vfs);
    return vfs;
  }

  @AfterEach
  void close() throws IOException {
    for (Vfs vfs : opened) {
      vfs.close();
    }
  }

  @Test
  void anInterruptedThreadGoesOnAndStaysInterrupted() throws IOException {
    try (ScratchSpace space = ScratchSpace.open(vfs(), ScratchOptions.defaults())) {
      Thread.currentThread().interrupt();
      try (ScratchFile file = space.create()) {
        file.write(new byte[100], 0, 100);
        assertTrue(file.reader(0).next());
      }
      assertTrue(Thread.interrupted(), "still interrupted");
      assertEquals(0, space.statistics().filesOpen());
    }
  }
}
