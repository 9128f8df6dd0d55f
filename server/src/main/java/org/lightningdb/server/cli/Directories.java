package org.lightningdb.server.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lightningdb.storage.vfs.DiskVfs;
import org.lightningdb.storage.vfs.Vfs;

/** The directories that a command was told of, open until it ends. */
final class Directories implements AutoCloseable {
  private final List<Vfs> open = new ArrayList<>();

  /** A directory that exists. */
  Vfs existing(Path path) throws IOException {
    return add(DiskVfs.open(path, false));
  }

  /** A directory to be filled, created if it is missing. */
  Vfs target(Path path) throws IOException {
    return add(DiskVfs.open(path, true));
  }

  private Vfs add(Vfs directory) {
    open.add(directory);
    return directory;
  }

  @Override
  public void close() throws IOException {
    for (Vfs directory : open) {
      directory.close();
    }
  }
}
