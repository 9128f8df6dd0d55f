package org.lightningdb.server.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.lightningdb.server.console.Screen;
import org.lightningdb.server.demo.Demo;
import org.lightningdb.server.demo.DemoFailedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lightning demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "A guided tour: loads TPC-H into a durable database, creates indexes, asks queries and shows"
          + " their plans, kills a process in the middle of its commits, and reopens.",
      "The exit status is 0 only if every claim held."
    })
final class DemoCommand implements Callable<Integer> {
  private static final double SCALE_MIN = 0.01;
  private static final double SCALE_WITHOUT_GAPS = 0.025;
  private static final double SCALE_MAX = 100;

  private final Screen out;
  private final Screen err;

  @Option(
      names = "--scale",
      defaultValue = "0.1",
      paramLabel = "N",
      description = "TPC-H scale factor, 1 = 8.66 million rows (default ${DEFAULT-VALUE})")
  private double scale;

  @Option(
      names = "--data",
      defaultValue = "data/demo",
      paramLabel = "DIR",
      description = "where to put the database (default ${DEFAULT-VALUE})")
  private Path data = Path.of("data", "demo");

  DemoCommand(Screen out, Screen err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws Exception {
    if (scale != SCALE_MIN && !(scale >= SCALE_WITHOUT_GAPS && scale <= SCALE_MAX)) {
      err.failure(
          "--scale is "
              + scale
              + ", but must be 0.01, or from 0.025 to 100: at other small scales"
              + " the generator repeats keys");
      return 2;
    }
    try {
      return new Demo(out, scale, data).run() ? 0 : 1;
    } catch (DemoFailedException e) {
      err.failure(Lightning.describe(e));
      return 1;
    }
  }
}
