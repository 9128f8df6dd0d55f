package org.lightningdb.server.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lightningdb.server.console.Screen;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sqlline.SqlLine;

/** {@code lightning sql}: a prompt, or a script. */
@Command(
    name = "sql",
    mixinStandardHelpOptions = true,
    description = {
      "Opens a prompt on a database, or runs the SQL of -c or -f and stops at the first error,"
          + " with status 1 and its SQLState."
    })
final class SqlCommand implements Callable<Integer> {
  /** Where the SQL comes from; without either: the prompt. */
  static final class Script {
    @Option(names = "-c", paramLabel = "SQL", description = "statements to run")
    private @Nullable String sql;

    @Option(
        names = "-f",
        paramLabel = "FILE",
        description = "file with statements to run, - for standard input")
    private @Nullable String file;
  }

  private final Screen out;
  private final Screen err;

  @Parameters(
      index = "0",
      paramLabel = "URL",
      description = "such as jdbc:lightning:file:DIR or jdbc:lightning://HOST:PORT/")
  private String url = "";

  @ArgGroup private @Nullable Script script;

  @Option(names = "--user", paramLabel = "NAME", description = "user, for a server that asks")
  private @Nullable String user;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "file whose first line is the password")
  private @Nullable Path passwordFile;

  SqlCommand(Screen out, Screen err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws IOException, SQLException {
    String password = passwordFile == null ? null : PasswordFile.read(passwordFile);
    if (script == null) {
      connect(password).close();
      return prompt(password);
    }
    String name = script.sql != null ? "-c" : script.file;
    String text = script.sql != null ? script.sql : read(String.valueOf(script.file));
    try (Connection connection = connect(password)) {
      return new ScriptRunner(connection, out, err).run(String.valueOf(name), text);
    }
  }

  private Connection connect(@Nullable String password) throws SQLException {
    Properties properties = new Properties();
    if (user != null) {
      properties.setProperty("user", user);
    }
    if (password != null) {
      properties.setProperty("password", password);
    }
    return DriverManager.getConnection(url, properties);
  }

  private static String read(String file) throws IOException {
    return file.equals("-")
        ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
        : Files.readString(Path.of(file), StandardCharsets.UTF_8);
  }

  /** The prompt shows errors at length, so whether the database can be opened is tried before. */
  private int prompt(@Nullable String password) throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("-u", url));
    arguments.addAll(List.of("-n", user == null ? "" : user));
    arguments.addAll(List.of("-p", password == null ? "" : password));
    arguments.addAll(List.of("--fastConnect=true", "--maxWidth=160", "--isolation=default"));
    SqlLine.Status status = new SqlLine().begin(arguments.toArray(new String[0]), null, true);
    return status == SqlLine.Status.OK ? 0 : 1;
  }
}
