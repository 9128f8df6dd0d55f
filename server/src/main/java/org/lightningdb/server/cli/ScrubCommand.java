package org.lightningdb.server.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.lightningdb.server.console.Screen;
import org.lightningdb.storage.scrub.ScrubReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lightning scrub}. */
@Command(
    name = "scrub",
    mixinStandardHelpOptions = true,
    description = {
      "Reads every block of a database that nobody has open and verifies its checksum. A running"
          + " database does that by itself.",
      "The exit status is 0 if all is as it was written."
    })
final class ScrubCommand implements Callable<Integer> {
  private final Screen out;
  private final Screen err;

  @Parameters(index = "0", paramLabel = "DIR", description = "directory of the database")
  private Path directory = Path.of(".");

  @Mixin private RateOption rate = new RateOption();

  ScrubCommand(Screen out, Screen err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws IOException {
    ScrubReport report;
    try (OfflineDatabase database = OfflineDatabase.open(directory)) {
      report = database.engine().scrub(rate.bytesPerSecond());
    }
    report.problems().forEach(err::failure);
    String read = report.blocks() + " blocks, " + report.bytes() + " bytes read";
    if (!report.problems().isEmpty()) {
      err.line(read + ", " + report.problems().size() + " damaged");
      return 1;
    }
    out.success(directory + " is as it was written: " + read);
    return 0;
  }
}
