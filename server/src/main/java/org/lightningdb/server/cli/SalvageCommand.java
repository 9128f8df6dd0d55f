package org.lightningdb.server.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.lightningdb.server.console.Screen;
import org.lightningdb.storage.EngineServices;
import org.lightningdb.storage.salvage.Salvage;
import org.lightningdb.storage.salvage.SalvageReport;
import org.lightningdb.storage.spec.EngineOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code lightning salvage}. */
@Command(
    name = "salvage",
    mixinStandardHelpOptions = true,
    description = {
      "Saves what can still be read of a damaged database into a new one and says what is lost."
          + " The damaged one is not changed.",
      "The exit status is 0 if nothing is lost, 3 if something is. Check the new one afterwards."
    })
final class SalvageCommand implements Callable<Integer> {
  private static final int SOMETHING_LOST = 3;

  private final Screen out;
  private final Screen err;

  @Parameters(index = "0", paramLabel = "DIR", description = "directory of the damaged database")
  private Path directory = Path.of(".");

  @Parameters(index = "1", paramLabel = "TARGET", description = "new or empty directory")
  private Path target = Path.of(".");

  SalvageCommand(Screen out, Screen err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws IOException {
    SalvageReport report;
    try (Directories directories = new Directories()) {
      report =
          Salvage.run(
              directories.existing(directory),
              directories.target(target),
              EngineOptions.defaults(),
              EngineServices.system());
    }
    report.findings().forEach(err::failure);
    report.lostRanges().forEach(range -> err.failure("lost: " + range));
    report.uncertainKeys().forEach(key -> err.line("older version, may be outdated: " + key));
    long rows = report.rowsByStore().values().stream().mapToLong(Long::longValue).sum();
    String saved =
        rows
            + " rows of "
            + report.rowsByStore().size()
            + " stores and "
            + report.logRecords()
            + " commits of the log saved";
    if (!report.complete()) {
      err.line(
          saved
              + "; "
              + report.uncertainRows()
              + " rows more from older blocks; "
              + report.commitsMissing()
              + " commits lost");
      return SOMETHING_LOST;
    }
    out.success(target + " holds everything: " + saved);
    return 0;
  }
}
