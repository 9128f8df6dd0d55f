package org.lightningdb.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.lightningdb.benchmarks.peers.engine.PeerKind;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Runs the rows of the storage engine's targets against the peers and writes {@code NAME.md} and
 * {@code NAME.json} into the results directory.
 */
@Command(
    name = "peers",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Measures Lightning DB and other key-value engines side by side.")
public final class PeerComparison implements Callable<Integer> {
  @Option(names = "--rows", split = ",", description = "${COMPLETION-CANDIDATES}")
  private Set<Scenarios> rows = EnumSet.allOf(Scenarios.class);

  @Option(names = "--peers", split = ",", description = "${COMPLETION-CANDIDATES}")
  private Set<PeerKind> peers = EnumSet.allOf(PeerKind.class);

  @Option(names = "--entries", description = "entries of the cached rows, the durable rows, churn")
  private long entries = 1_000_000;

  @Option(names = "--rounds", description = "interleaved rounds; the median counts")
  private int rounds = 5;

  @Option(names = "--millis", description = "time of one measurement in one round")
  private long millis = 2000;

  @Option(names = "--bulk-mebibytes", description = "bytes of the bulk load")
  private long bulkMebibytes = 1024;

  @Option(names = "--big-mebibytes", description = "size of the database opened with little memory")
  private long bigMebibytes = 1024;

  @Option(names = "--java-option", description = "for each child; may be given again")
  private List<String> javaOptions = new ArrayList<>(List.of("-Xmx2g"));

  @Option(names = "--directory", description = "where databases are made, on the disk to measure")
  private Path directory = Path.of("peers-data");

  @Option(names = "--results", description = "where the report goes")
  private Path results = Path.of("benchmarks", "results");

  @Option(names = "--name", description = "name of the report's files")
  private String name = "peers";

  @Spec private CommandSpec spec = CommandSpec.create();

  private String commandLine = "";

  /** Runs with the given command line and ends the process with 0 if the run was complete. */
  public static void main(String[] arguments) {
    PeerComparison comparison = new PeerComparison();
    comparison.commandLine = String.join(" ", Arrays.asList(arguments));
    CommandLine commandLine = new CommandLine(comparison);
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    System.exit(commandLine.execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    Files.createDirectories(directory);
    RunOptions options =
        new RunOptions(
            EnumSet.copyOf(peers),
            entries,
            rounds,
            millis,
            bulkMebibytes << 20,
            bigMebibytes << 20,
            javaOptions,
            directory.toAbsolutePath());
    Run run = new Run(options, text -> say(text));
    Machine machine = Machine.describe(options.directory());
    List<RowResult> found = new ArrayList<>();
    for (Scenarios scenario : Scenarios.values()) {
      if (rows.contains(scenario)) {
        say(String.format(Locale.ROOT, "== %s (load %.1f)", scenario, Machine.load()));
        found.addAll(scenario.create().run(run));
        new Report(Clock.systemUTC().instant().toString(), machine, commandLine, found)
            .write(results, name);
      }
    }
    say("written to " + results.resolve(name + ".md"));
    return 0;
  }

  private void say(String text) {
    spec.commandLine().getOut().println(text);
    spec.commandLine().getOut().flush();
  }
}
