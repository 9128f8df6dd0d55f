package org.lightningdb.storage.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CommitClockTest {
  private final AtomicLong wall = new AtomicLong(1000);

  @Test
  void aClockThatJumpsBackStandsStill() {
    CommitClock clock = new CommitClock(wall::get, TimeMap.empty());
    note(clock, 1);
    wall.set(500);
    assertEquals(1000, clock.nowMillis());
    note(clock, 2);
    wall.set(1001);
    note(clock, 3);
    assertEquals(2, clock.timestampAt(1000));
    assertEquals(3, clock.timestampAt(1001));
    assertEquals(0, clock.timestampAt(999));
    assertEquals(1000, clock.clockMillisAt(1));
    assertEquals(1000, clock.clockMillisAt(2));
  }

  @Test
  void goesOnBehindWhatIsKnown() {
    TimeMap known = TimeMap.of(new long[] {2000}, new long[] {10}, 1);
    CommitClock clock = new CommitClock(wall::get, known);
    assertEquals(2000, clock.nowMillis());
    clock.note(9, 1999);
    note(clock, 11);
    assertEquals(11, clock.timestampAt(2000));
    assertEquals(1, clock.map().size());
  }

  @Test
  void horizonIsTheNewestCommitOfThatTime() {
    CommitClock clock = new CommitClock(wall::get, TimeMap.empty());
    for (long timestamp = 1; timestamp <= 10; timestamp++) {
      note(clock, timestamp);
      wall.addAndGet(100);
    }
    assertEquals(10, clock.horizon(0));
    assertEquals(9, clock.horizon(150));
    assertEquals(0, clock.horizon(1500));
    assertEquals(0, clock.horizon(Long.MAX_VALUE));
  }

  private static void note(CommitClock clock, long timestamp) {
    clock.note(timestamp, clock.nowMillis());
  }
}
