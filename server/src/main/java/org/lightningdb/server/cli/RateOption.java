package org.lightningdb.server.cli;

import picocli.CommandLine.Option;

/** How fast a command may read. */
final class RateOption {
  @Option(
      names = "--rate",
      paramLabel = "MIB",
      defaultValue = "0",
      description = "most MiB a second, 0 = as fast as the device (default ${DEFAULT-VALUE})")
  private int mebibytesPerSecond;

  long bytesPerSecond() {
    return Math.max(0, (long) mebibytesPerSecond) << 20;
  }
}
