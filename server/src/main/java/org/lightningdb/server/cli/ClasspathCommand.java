package org.lightningdb.server.cli;

import org.lightningdb.server.console.Screen;
import picocli.CommandLine.Command;

/** {@code lightning classpath}. */
@Command(
    name = "classpath",
    mixinStandardHelpOptions = true,
    description = "Prints the class path that contains the JDBC driver and all it needs.")
final class ClasspathCommand implements Runnable {
  private final Screen out;

  ClasspathCommand(Screen out) {
    this.out = out;
  }

  @Override
  public void run() {
    out.line(System.getProperty("java.class.path", ""));
  }
}
