package org.lightningdb.storage.vfs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Tells a full device from other errors. Java hands out only the operating system's message, which
 * may be in the user's language, so a device that reports no usable space counts as well.
 */
final class NoSpace {
  private NoSpace() {}

  static IOException translate(IOException error, Path directory, long bytesWanted) {
    if (error instanceof NoSpaceException || !(saysSo(error) || isFull(directory, bytesWanted))) {
      return error;
    }
    return new NoSpaceException("no space left in " + directory + ": " + error.getMessage(), error);
  }

  private static boolean saysSo(IOException error) {
    String message = String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("no space left")
        || message.contains("quota exceeded")
        || message.contains("not enough space");
  }

  private static boolean isFull(Path directory, long bytesWanted) {
    try {
      return Files.getFileStore(directory).getUsableSpace() < bytesWanted;
    } catch (IOException e) {
      return false; // The device cannot even say; the original error tells more.
    }
  }
}
