package org.lightningdb.storage.layout.history;

import org.junit.jupiter.api.Test;

class HistoryModelTest {
  @Test
  void everyReadableTimestampShowsWhatWasThere() {
    for (long seed = 1; seed <= 40; seed++) {
      new HistoryModel(seed).run();
    }
  }
}
