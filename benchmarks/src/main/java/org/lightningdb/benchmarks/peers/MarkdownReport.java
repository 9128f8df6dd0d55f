package org.lightningdb.benchmarks.peers;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The report for people. */
final class MarkdownReport {
  private final Report report;
  private final StringBuilder text = new StringBuilder();

  MarkdownReport(Report report) {
    this.report = report;
  }

  String text() {
    head();
    requirements();
    report.rows().forEach(this::row);
    return text.toString();
  }

  private void line(String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }

  private void head() {
    Machine machine = report.machine();
    line("# Lightning DB beside other key-value engines");
    line("");
    line(
        "%s, %d cores of %s, %d MiB of memory, %s, %s.",
        report.time(),
        machine.cores(),
        machine.processor(),
        machine.memoryMebibytes(),
        machine.system(),
        machine.fileSystem());
    line("%s. Load average at the start: %.2f.", machine.java(), machine.loadAtStart());
    line("Command: `peers %s`.", report.command());
    line("");
    line(
        "Medians of interleaved rounds, one Java for each engine. On a machine with other work trust the");
    line("processor time before the wall time.");
    line("");
  }

  private void requirements() {
    line("| requirement | at least (at most) | wall | by CPU | load | |");
    line("|---|---:|---:|---:|---:|---|");
    for (RowResult row : report.rows()) {
      for (Check check : row.checks()) {
        line(
            "| %s: %s | %s | %s | %s | %.1f | %s |",
            row.row(),
            check.against(),
            number(check.required()),
            number(check.reached()),
            number(check.reachedByCpu()),
            row.load(),
            check.holds() ? "reached" : "**missed**");
      }
    }
    line("");
  }

  private void row(RowResult row) {
    line("## %s", row.row());
    line("");
    line(
        "| engine | %s | lowest–highest | client CPU ns/op | process CPU ns/op | durable | more |",
        row.unit());
    line("|---|---:|---:|---:|---:|---|---|");
    for (Figure figure : row.figures()) {
      line(
          "| %s | %s | %s–%s | %s | %s | %s | %s |",
          figure.peer().title(),
          number(figure.value()),
          number(figure.rounds().stream().mapToDouble(Double::doubleValue).min().orElse(0)),
          number(figure.rounds().stream().mapToDouble(Double::doubleValue).max().orElse(0)),
          number(figure.clientCpuNanos()),
          number(figure.processCpuNanos()),
          figure.durable(),
          more(figure));
    }
    line("");
    row.notes().forEach(note -> line("* %s", note));
    line("* load average when done: %.2f", row.load());
    line("");
  }

  private static String more(Figure figure) {
    StringBuilder all = new StringBuilder();
    figure
        .more()
        .forEach(
            (name, value) ->
                all.append(all.isEmpty() ? "" : ", ")
                    .append(name)
                    .append(' ')
                    .append(number(value)));
    return all.toString();
  }

  private static String number(@Nullable Double value) {
    if (value == null) {
      return "";
    }
    return Math.abs(value) >= 100
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%.3g", value);
  }
}
