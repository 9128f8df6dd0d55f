package org.lightningdb.server.demo;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.lightningdb.server.console.Screen;

/** Shows how far a load is: a moving bar on a terminal, a line for each tenth elsewhere. */
interface LoadProgress extends AutoCloseable {
  void table(String name);

  void rowsDone(int rows);

  @Override
  void close();

  /** The form that suits {@code screen}. */
  static LoadProgress on(Screen screen, long rowsExpected) {
    return screen.isTerminal() ? new Bar(screen, rowsExpected) : new Lines(screen, rowsExpected);
  }

  /** A bar that is drawn over itself. */
  final class Bar implements LoadProgress {
    private static final int REDRAW_MILLIS = 100;

    private final ProgressBar bar;

    Bar(Screen screen, long rowsExpected) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("")
              .setInitialMax(rowsExpected)
              .setUnit(" rows", 1)
              .setUpdateIntervalMillis(REDRAW_MILLIS)
              .hideEta()
              .showSpeed(new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT)))
              .setStyle(
                  screen.isUnicode()
                      ? ProgressBarStyle.COLORFUL_UNICODE_BLOCK
                      : ProgressBarStyle.ASCII)
              .setConsumer(new ConsoleProgressBarConsumer(screen.stream()))
              .build();
    }

    @Override
    public void table(String name) {
      bar.setExtraMessage(" " + name);
    }

    @Override
    public void rowsDone(int rows) {
      bar.stepBy(rows);
    }

    @Override
    public void close() {
      bar.setExtraMessage("");
      bar.close();
    }
  }

  /** Ten lines in all, for a log file. */
  final class Lines implements LoadProgress {
    private static final int STEPS = 10;

    private final Screen screen;
    private final long rowsExpected;
    private String table = "";
    private long rows;
    private int stepsShown;

    Lines(Screen screen, long rowsExpected) {
      this.screen = screen;
      this.rowsExpected = rowsExpected;
    }

    @Override
    public void table(String name) {
      table = name;
    }

    @Override
    public void rowsDone(int more) {
      rows += more;
      int steps = rowsExpected == 0 ? STEPS : (int) (rows * STEPS / rowsExpected);
      if (steps > stepsShown) {
        stepsShown = steps;
        screen.line(
            String.format(
                Locale.ROOT, "  %3d %%  %,d rows  (%s)", steps * 100 / STEPS, rows, table));
      }
    }

    @Override
    public void close() {}
  }
}
