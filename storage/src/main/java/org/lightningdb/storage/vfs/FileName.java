package org.lightningdb.storage.vfs;

import java.io.IOException;

/** The rule for names in the flat directory of a {@link Vfs}. */
final class FileName {
  /** The file that holds the process lock; never listed, never given to callers. */
  static final String LOCK = "LOCK";

  private FileName() {}

  static String requireSimple(String name) throws IOException {
    boolean simple = !name.isEmpty() && name.length() <= 255 && !name.startsWith(".");
    for (int i = 0; simple && i < name.length(); i++) {
      char c = name.charAt(i);
      simple = c > ' ' && c < 127 && c != '/' && c != '\\' && c != ':';
    }
    if (!simple || name.equals(LOCK)) {
      throw new IOException("not a file name of a database: '" + name + "'");
    }
    return name;
  }
}
