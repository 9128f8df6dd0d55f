package org.lightningdb.storage.vfs;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.lightningdb.storage.error.StorageException;

/** A process that tries to lock a directory and prints what came of it. */
final class LockingChild {
  private LockingChild() {}

  public static void main(String[] arguments) throws Exception {
    String outcome;
    try (Vfs vfs = DiskVfs.open(Path.of(arguments[0]), false)) {
      vfs.lock();
      outcome = "locked";
    } catch (StorageException e) {
      outcome = e.kind() + " " + e.getMessage();
    }
    new PrintStream(System.out, true, StandardCharsets.UTF_8).println(outcome);
  }
}
