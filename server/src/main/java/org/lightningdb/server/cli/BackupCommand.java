package org.lightningdb.server.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.lightningdb.server.console.Screen;
import org.lightningdb.storage.backup.BackupOptions;
import org.lightningdb.storage.backup.BackupReport;
import org.lightningdb.storage.vfs.Vfs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lightning backup}. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    description = {
      "Copies a database that nobody has open into a new directory.",
      "With --parent only what changed since: name the full backup first, then the increments."
    })
final class BackupCommand implements Callable<Integer> {
  private final Screen out;

  @Parameters(index = "0", paramLabel = "DIR", description = "directory of the database")
  private Path directory = Path.of(".");

  @Parameters(index = "1", paramLabel = "BACKUP", description = "new or empty directory")
  private Path backup = Path.of(".");

  @Option(
      names = "--parent",
      paramLabel = "BACKUP",
      description = "earlier backup that the new one adds to; repeat, oldest first")
  private List<Path> parents = new ArrayList<>();

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "2",
      description = "threads that copy (default ${DEFAULT-VALUE})")
  private int threads;

  @Mixin private RateOption rate = new RateOption();

  BackupCommand(Screen out) {
    this.out = out;
  }

  @Override
  public Integer call() throws IOException {
    BackupReport report;
    try (Directories directories = new Directories();
        OfflineDatabase database = OfflineDatabase.open(directory)) {
      List<Vfs> chain = new ArrayList<>();
      for (Path parent : parents) {
        chain.add(directories.existing(parent));
      }
      report =
          database
              .engine()
              .backup(
                  directories.target(backup),
                  chain,
                  new BackupOptions(rate.bytesPerSecond(), threads));
    }
    out.success(
        backup
            + " holds "
            + directory
            + " up to commit "
            + report.timestamp()
            + ": "
            + report.blocks()
            + " blocks, "
            + report.bytes()
            + " bytes");
    return 0;
  }
}
