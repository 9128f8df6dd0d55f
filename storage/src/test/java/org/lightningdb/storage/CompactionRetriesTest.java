package org.lightningdb.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Stores whose compaction fails wait longer and longer, and only they. */
class CompactionRetriesTest {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
  private final CompactionRetries retries = new CompactionRetries(now::get);

  @Test
  void pausesDoubleUpToFiveSeconds() {
    assertEquals(CompactionRetries.NEVER, retries.nanosToNext());
    long before = 0;
    for (int failure = 0; failure < 20; failure++) {
      retries.failed(7);
      long pause = retries.nanosToNext();
      assertEquals(failure == 0 ? 20_000_000 : Math.min(2 * before, 5_000_000_000L), pause);
      assertTrue(retries.isPaused(7));
      assertFalse(retries.isPaused(8));
      now.addAndGet(pause);
      assertFalse(retries.isPaused(7));
      before = pause;
    }
    assertEquals(TimeUnit.SECONDS.toNanos(5), before);
  }

  @Test
  void forgetsWhatWentWellAndWhatIsGone() {
    retries.failed(1);
    retries.failed(2);
    retries.failed(3);
    retries.forget(1);
    retries.keepOnly(Set.of(1L, 3L));
    assertFalse(retries.isPaused(1));
    assertFalse(retries.isPaused(2));
    assertTrue(retries.isPaused(3));
  }
}
