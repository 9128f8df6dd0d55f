package org.lightningdb.server.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lightningdb.server.console.Screen;
import org.lightningdb.storage.EngineServices;
import org.lightningdb.storage.restore.Restore;
import org.lightningdb.storage.restore.RestorePoint;
import org.lightningdb.storage.restore.RestoreReport;
import org.lightningdb.storage.vfs.Vfs;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lightning restore}. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a new database of a full backup and its increments, and checks it.",
      "With --archive it goes on with the archived log, up to --commit or --time or as far as it reaches."
    })
final class RestoreCommand implements Callable<Integer> {
  private final Screen out;

  @Parameters(index = "0", paramLabel = "DIR", description = "new or empty directory")
  private Path directory = Path.of(".");

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "BACKUP",
      description = "the full backup, then its increments, oldest first")
  private List<Path> backups = new ArrayList<>();

  @Option(names = "--archive", paramLabel = "DIR", description = "directory of the archived log")
  private @Nullable Path archive;

  /** How far; without either: as far as backups and archive reach. */
  static final class Point {
    @Option(
        names = "--commit",
        paramLabel = "TIMESTAMP",
        description = "restore up to this commit and no further")
    private @Nullable Long commit;

    @Option(
        names = "--time",
        paramLabel = "TIME",
        description = "restore what was committed up to this time, such as 2026-11-21T14:00:00Z")
    private @Nullable Instant time;
  }

  @ArgGroup private @Nullable Point point;

  @Mixin private RateOption rate = new RateOption();

  RestoreCommand(Screen out) {
    this.out = out;
  }

  @Override
  public Integer call() throws IOException {
    RestoreReport report;
    try (Directories directories = new Directories()) {
      List<Vfs> chain = new ArrayList<>();
      for (Path backup : backups) {
        chain.add(directories.existing(backup));
      }
      report =
          new Restore(EngineServices.system(), rate.bytesPerSecond())
              .run(
                  chain,
                  archive == null ? null : directories.existing(archive),
                  restorePoint(),
                  directories.target(directory));
    }
    out.success(
        directory
            + " is restored up to commit "
            + report.timestamp()
            + ", "
            + report.commitsApplied()
            + " of them from the archive, and sound");
    return 0;
  }

  private RestorePoint restorePoint() {
    if (point != null && point.commit != null) {
      return RestorePoint.atCommit(point.commit);
    }
    return point == null || point.time == null
        ? RestorePoint.newest()
        : RestorePoint.atTime(point.time.toEpochMilli());
  }
}
