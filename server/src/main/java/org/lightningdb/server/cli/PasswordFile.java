package org.lightningdb.server.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a password from the first line of a file, so that it is in no process list. */
final class PasswordFile {
  private PasswordFile() {}

  static String read(Path file) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      String line = reader.readLine();
      if (line == null || line.isEmpty()) {
        throw new IOException(file + " has no password in its first line");
      }
      return line;
    }
  }
}
