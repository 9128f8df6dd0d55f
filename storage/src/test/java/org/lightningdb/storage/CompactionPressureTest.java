package org.lightningdb.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.spec.CompactionOptions;

@Timeout(30)
class CompactionPressureTest {
  private static final CompactionOptions OPTIONS =
      CompactionOptions.defaults().withYoungRuns(2, 4, 8);

  private final CompactionPressure pressure = new CompactionPressure(OPTIONS);

  private FutureTask<Boolean> committing() {
    FutureTask<Boolean> task =
        new FutureTask<>(
            () -> {
              pressure.beforeCommit();
              return true;
            });
    Thread thread = new Thread(task, "committer");
    thread.start();
    while (thread.getState() != Thread.State.WAITING && !task.isDone()) {
      Thread.onSpinWait();
    }
    return task;
  }

  @Test
  void fewRunsDelayNobody() throws Exception {
    pressure.request(3);
    assertTrue(committing().get());
  }

  @Test
  void someRunsDelayALittle() throws Exception {
    pressure.request(7);
    assertTrue(committing().get());
  }

  @Test
  void tooManyRunsHoldUntilACompactionEnds() throws Exception {
    pressure.request(8);
    FutureTask<Boolean> commit = committing();
    assertFalse(commit.isDone());
    pressure.compacted(7);
    assertTrue(commit.get());
  }

  @Test
  void twoCompactionsAreEnoughToWaitFor() throws Exception {
    pressure.request(20);
    FutureTask<Boolean> commit = committing();
    pressure.compacted(20);
    assertFalse(commit.isDone());
    pressure.compacted(20);
    assertTrue(commit.get());
  }

  @Test
  void failureRefusesThoseWhoWait() {
    pressure.request(8);
    FutureTask<Boolean> commit = committing();
    pressure.failed(new StorageException(Kind.DISK_FULL, "full"));
    ExecutionException refused = assertThrows(ExecutionException.class, commit::get);
    StorageException cause = assertInstanceOf(StorageException.class, refused.getCause());
    assertEquals(Kind.DISK_FULL, cause.kind());
    assertTrue(pressure.awaitRequest(() -> CompactionRetries.NEVER), "it is tried again");
  }

  @Test
  void stopLetsEverybodyGo() throws Exception {
    pressure.request(8);
    FutureTask<Boolean> commit = committing();
    pressure.stop();
    assertTrue(commit.get());
    assertFalse(pressure.awaitRequest(() -> CompactionRetries.NEVER));
  }

  @Test
  void nobodyWaitsIfNothingIsCompactedInTheBackground() {
    CompactionPressure none = new CompactionPressure(OPTIONS.withThreads(0));
    none.request(100);
    none.beforeCommit();
    assertEquals(100, none.depth());
  }
}
