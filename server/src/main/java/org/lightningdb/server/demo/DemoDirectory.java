package org.lightningdb.server.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;

/**
 * The directory the tour writes to: a mark that it belongs to the tour, and the database in {@code
 * database} below it. A marked directory is emptied at the next run; any other that is not empty is
 * left alone and refused.
 */
final class DemoDirectory {
  private static final String MARK = "created-by-lightning-demo.txt";

  private final Path root;

  private DemoDirectory(Path root) {
    this.root = root;
  }

  /** Makes {@code root} an empty directory of the tour. */
  static DemoDirectory prepare(Path root) throws IOException, DemoFailedException {
    Path absolute = root.toAbsolutePath().normalize();
    if (Files.exists(absolute.resolve(MARK))) {
      deleteContents(absolute);
    } else if (Files.exists(absolute) && !isEmptyDirectory(absolute)) {
      throw new DemoFailedException(
          absolute + " holds files that this demo did not make; choose another with --data");
    }
    Files.createDirectories(absolute);
    Files.writeString(
        absolute.resolve(MARK),
        "Made by `lightning demo`, which empties this directory when it is run again.\n",
        StandardCharsets.UTF_8);
    return new DemoDirectory(absolute);
  }

  Path database() {
    return root.resolve("database");
  }

  String url() {
    return "jdbc:lightning:file:" + database();
  }

  long sizeBytes() throws IOException {
    try (Stream<Path> files = Files.walk(database())) {
      long bytes = 0;
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
      return bytes;
    }
  }

  private static boolean isEmptyDirectory(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.findAny().isEmpty();
    }
  }

  private static void deleteContents(Path directory) throws IOException {
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(
              Path visited, @org.jspecify.annotations.Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            if (!visited.equals(directory)) {
              Files.delete(visited);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
