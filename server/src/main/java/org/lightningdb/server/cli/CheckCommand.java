package org.lightningdb.server.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.lightningdb.server.console.Screen;
import org.lightningdb.sql.SqlDatabase;
import org.lightningdb.sql.open.DatabaseAddress;
import org.lightningdb.sql.open.DatabaseOption;
import org.lightningdb.sql.open.LightningDatabases;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code lightning check}. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Opens a database, which recovers it if it was not closed, and checks all of it: blocks,"
          + " trees, rows against index entries.",
      "The exit status is 0 if it is sound."
    })
final class CheckCommand implements Callable<Integer> {
  private final Screen out;
  private final Screen err;

  @Parameters(index = "0", paramLabel = "DIR", description = "directory of the database")
  private Path directory = Path.of(".");

  CheckCommand(Screen out, Screen err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() {
    if (!Files.isDirectory(directory)) {
      err.failure(directory + " is no directory");
      return 1;
    }
    List<String> defects;
    try (LightningDatabases databases = LightningDatabases.create();
        SqlDatabase database =
            databases.open(
                DatabaseAddress.directory(directory.toString()),
                Map.of(DatabaseOption.CREATE.optionName(), "false"))) {
      defects = database.check();
    }
    defects.forEach(err::failure);
    if (!defects.isEmpty()) {
      err.line(defects.size() + (defects.size() == 1 ? " defect" : " defects"));
      return 1;
    }
    out.success(directory + " is sound");
    return 0;
  }
}
