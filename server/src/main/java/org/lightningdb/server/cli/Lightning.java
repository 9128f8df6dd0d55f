package org.lightningdb.server.cli;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.lightningdb.index.error.DbException;
import org.lightningdb.server.console.Screen;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command line. Exit status 0 = done, 1 = the database or the network said no, 2 = the
 * arguments are wrong.
 */
@Command(
    name = "lightning",
    description = "Lightning DB, a durable SQL database for the JVM.",
    mixinStandardHelpOptions = true,
    versionProvider = Lightning.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Try:",
      "  lightning demo",
      "  lightning sql jdbc:lightning:file:data/shop",
      "  lightning server --data data/shop",
    })
public final class Lightning implements Runnable {
  /** The version as the build knows it. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Lightning.class.getPackage().getImplementationVersion();
      return new String[] {"Lightning DB " + (version == null ? "(unpackaged)" : version)};
    }
  }

  /** Loggers quieter than others; held here because the log manager forgets what nobody holds. */
  private static final List<Logger> QUIET =
      List.of(Logger.getLogger("org.eclipse.jetty"), Logger.getLogger("org.jline"));

  @Spec @org.jspecify.annotations.Nullable CommandSpec spec;

  private Lightning() {}

  public static void main(String[] arguments) {
    QUIET.forEach(logger -> logger.setLevel(Level.SEVERE));
    Map<String, String> environment = System.getenv();
    System.exit(
        run(arguments, Screen.standardOutput(environment), Screen.standardError(environment)));
  }

  /** Runs one command and returns its exit status. */
  static int run(String[] arguments, Screen out, Screen err) {
    CommandLine commandLine =
        new CommandLine(new Lightning())
            .addSubcommand(new DemoCommand(out, err))
            .addSubcommand(new ServerCommand(out, err))
            .addSubcommand(new SqlCommand(out, err))
            .addSubcommand(new CheckCommand(out, err))
            .addSubcommand(new ScrubCommand(out, err))
            .addSubcommand(new BackupCommand(out))
            .addSubcommand(new RestoreCommand(out))
            .addSubcommand(new SalvageCommand(out, err))
            .addSubcommand(new ClasspathCommand(out))
            .addSubcommand(new CommandLine.HelpCommand())
            .setOut(out.writer())
            .setErr(err.writer())
            .setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          err.failure(describe(failure));
          return 1;
        });
    return commandLine.execute(arguments);
  }

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(spec.commandLine(), "Which command?");
    }
  }

  /** An error in one line: its SQLState, if it has one, and its text. */
  static String describe(Throwable failure) {
    String text = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    if (failure instanceof SQLException sqlFailure && sqlFailure.getSQLState() != null) {
      return sqlFailure.getSQLState() + ": " + text;
    }
    return failure instanceof DbException error ? error.state().code() + ": " + text : text;
  }
}
