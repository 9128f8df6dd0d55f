package org.lightningdb.server.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where text goes, and how plain it has to be. Colour is used on a terminal only, and not if {@code
 * NO_COLOR} is set; signs beyond ASCII only where the locale can show them. Not thread-safe.
 */
public final class Screen {
  private static final String RESET = "\u001b[0m";
  private static final int RULE_WIDTH = 78;

  /** Set to {@code true} by the launcher script if standard output is a terminal. */
  private static final String TERMINAL = "lightning.terminal";

  private final PrintStream out;
  private final boolean terminal;
  private final boolean colours;
  private final boolean unicode;
  private final Charset charset;

  private Screen(PrintStream out, boolean terminal, boolean colours, Charset charset) {
    this.out = out;
    this.terminal = terminal;
    this.colours = colours;
    this.unicode = charset.equals(StandardCharsets.UTF_8);
    this.charset = charset;
  }

  /** The standard output of this process. */
  public static Screen standardOutput(Map<String, String> environment) {
    return standard(FileDescriptor.out, environment);
  }

  /** The standard error of this process. */
  public static Screen standardError(Map<String, String> environment) {
    return standard(FileDescriptor.err, environment);
  }

  /** Plain ASCII text into {@code out}. */
  public static Screen plain(PrintStream out) {
    return new Screen(out, false, false, StandardCharsets.US_ASCII);
  }

  private static Screen standard(FileDescriptor descriptor, Map<String, String> environment) {
    boolean terminal = Boolean.getBoolean(TERMINAL) && !"dumb".equals(environment.get("TERM"));
    boolean colours = terminal && environment.getOrDefault("NO_COLOR", "").isEmpty();
    Charset charset = nativeCharset();
    PrintStream stream = new PrintStream(new FileOutputStream(descriptor), true, charset);
    return new Screen(stream, terminal, colours, charset);
  }

  private static Charset nativeCharset() {
    String name = System.getProperty("native.encoding", "UTF-8");
    return Charset.isSupported(name) && !name.toUpperCase(Locale.ROOT).startsWith("ANSI_X3")
        ? Charset.forName(name)
        : StandardCharsets.US_ASCII;
  }

  /** Whether a person looks at it, so that a moving progress bar makes sense. */
  public boolean isTerminal() {
    return terminal;
  }

  /** Whether signs beyond ASCII are shown. */
  public boolean isUnicode() {
    return unicode;
  }

  /** A writer of its own onto the stream, flushed at every line end. */
  public PrintWriter writer() {
    return new PrintWriter(new OutputStreamWriter(out, charset), true);
  }

  /** The stream itself, for what brings its own format. */
  public PrintStream stream() {
    return out;
  }

  public void line(String text) {
    out.println(text);
  }

  public void blank() {
    out.println();
  }

  /** A title over everything that follows. */
  public void title(String text) {
    out.println();
    out.println(style("1", text));
    out.println(style("2", (unicode ? "\u2550" : "=").repeat(RULE_WIDTH)));
  }

  /** The head of a section. */
  public void heading(String text) {
    String line = unicode ? "\u2500" : "-";
    out.println();
    int rest = Math.max(3, RULE_WIDTH - text.length() - 4);
    out.println(
        style("2", line.repeat(2))
            + " "
            + style("1;36", text)
            + " "
            + style("2", line.repeat(rest)));
  }

  /** Text that matters less. */
  public void note(String text) {
    out.println(style("2", text));
  }

  /** SQL or another text to be read as it is, indented. */
  public void quote(@Nullable String label, String text) {
    if (label != null) {
      out.println(style("2", label));
    }
    for (String line : text.stripTrailing().split("\n", -1)) {
      out.println("  " + style("33", line));
    }
  }

  /** Something that held. */
  public void success(String text) {
    out.println(style("32", unicode ? "\u2714 " : "ok: ") + text);
  }

  /** Something that did not hold. */
  public void failure(String text) {
    out.println(style("1;31", unicode ? "\u2718 " : "FAILED: ") + text);
  }

  public void table(TextTable table) {
    table.lines(unicode).forEach(out::println);
  }

  private String style(String codes, String text) {
    return colours ? "\u001b[" + codes + "m" + text + RESET : text;
  }
}
