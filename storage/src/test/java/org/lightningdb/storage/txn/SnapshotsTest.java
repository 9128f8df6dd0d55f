package org.lightningdb.storage.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SnapshotsTest {
  private final Deque<Runnable> meanwhile = new ArrayDeque<>();
  private final EngineState first = state(0);
  private final EngineState second = state(1);
  private final Snapshots snapshots = new Snapshots(first, 10, this::runNext);

  private static EngineState state(long generation) {
    return new EngineState(new RootGeneration(generation), Map.of(), List.of(), 0);
  }

  private void runNext() {
    Runnable next = meanwhile.poll();
    if (next != null) {
      next.run();
    }
  }

  /** A checkpoint publishes its roots after the state was read and before the timestamp is. */
  @Test
  void aSnapshotNeverJoinsAnOldStateAndANewTimestamp() {
    meanwhile.add(
        () -> {
          snapshots.makeVisible(20);
          snapshots.install(second);
        });
    Snapshot taken = snapshots.take(true);
    assertSame(second, taken.state());
    assertEquals(20, taken.timestamp());
    assertFalse(first.generation().pinned(), "what was given up is not pinned");
    assertFalse(first.generation().pinnedByWriter());
    assertTrue(second.generation().pinnedByWriter());
    taken.release();
    assertFalse(second.generation().pinned());
  }

  /** The same state with a newer timestamp is one moment: the state had everything already. */
  @Test
  void aCommitMeanwhileIsSeen() {
    meanwhile.add(() -> snapshots.makeVisible(11));
    Snapshot taken = snapshots.take(false);
    assertSame(first, taken.state());
    assertEquals(11, taken.timestamp());
  }

  @Test
  void everyChangeOfStateStartsAgain() {
    EngineState third = state(2);
    meanwhile.add(() -> snapshots.install(second));
    meanwhile.add(() -> snapshots.install(third));
    Snapshot taken = snapshots.takeLatest();
    assertSame(third, taken.state());
    assertFalse(first.generation().pinned());
    assertFalse(second.generation().pinned());
    assertEquals(2, snapshots.pinned()[0]);
  }

  @Test
  void whatIsPinnedHoldsTheGenerationsBack() {
    Snapshot old = snapshots.take(true);
    snapshots.install(second);
    Snapshot shared = old.share();
    old.release();
    assertEquals(0, snapshots.pinned()[0]);
    assertEquals(0, snapshots.oldestPinnedByWriter());
    shared.release();
    shared.release();
    assertEquals(1, snapshots.pinned()[0]);
    assertEquals(1, snapshots.oldestPinnedByWriter());
  }
}
