package org.lightningdb.benchmarks.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Size and end of a directory tree. */
final class Directories {
  private static final long STAT_BLOCK_BYTES = 512;

  private Directories() {}

  /** Blocks really taken, where the file system tells (sparse files count what they hold). */
  static long usedBytes(Path directory) {
    long sum = 0;
    for (Path file : files(directory)) {
      sum += Files.isDirectory(file) ? 0 : usedByFile(file);
    }
    return sum;
  }

  private static long usedByFile(Path file) {
    try {
      if (file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
        Process stat = new ProcessBuilder("stat", "-c", "%b", file.toString()).start();
        String blocks =
            new String(
                stat.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII);
        return Long.parseLong(blocks.trim()) * STAT_BLOCK_BYTES;
      }
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void delete(Path directory) {
    try {
      for (Path file : files(directory)) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deepest first. */
  private static List<Path> files(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.sorted(Comparator.reverseOrder()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
