package org.lightningdb.server.demo;

import org.lightningdb.server.console.Screen;

/** Counts what held and what did not, and shows each at once. */
final class Verdict {
  private final Screen screen;
  private int held;
  private int failed;

  Verdict(Screen screen) {
    this.screen = screen;
  }

  boolean check(boolean holds, String claim) {
    if (holds) {
      held++;
      screen.success(claim);
    } else {
      failed++;
      screen.failure(claim);
    }
    return holds;
  }

  int held() {
    return held;
  }

  int failed() {
    return failed;
  }
}
