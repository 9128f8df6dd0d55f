package org.lightningdb.jdbc.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version the build wrote beside this class. */
final class BuildVersion {
  private static final String FILE = "version.properties";

  private BuildVersion() {}

  static String read() {
    Properties properties = new Properties();
    try (InputStream stream = BuildVersion.class.getResourceAsStream(FILE)) {
      if (stream == null) {
        throw new IllegalStateException(FILE + " is missing beside " + BuildVersion.class);
      }
      properties.load(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version", "");
  }
}
