package org.lightningdb.storage.txn;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.clock.CommitClock;
import org.lightningdb.storage.cursor.VersionSource;
import org.lightningdb.storage.delta.Delta;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.layout.Layout;
import org.lightningdb.storage.manifest.StoreRoot;
import org.lightningdb.storage.memory.ByteArrays;
import org.lightningdb.storage.run.IngestedRun;
import org.lightningdb.storage.run.RunSpace;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.wal.WriteAheadLog;

/**
 * How a commit becomes durable and visible.
 *
 * <p>Idea. One short lock, {@code order}, gives a commit its timestamp, its place in the log and
 * its versions in the deltas, all three in the same order. Everything slow happens outside it:
 * encoding before, waiting for the device after. When the log has reached what a commit asked for,
 * the commit becomes visible, but strictly in order: never before an earlier one.
 *
 * <p>Invariants.
 *
 * <ul>
 *   <li>Timestamps, log positions and delta contents agree on one order of commits, so recovery
 *       that replays a prefix of the log rebuilds a prefix of the commits.
 *   <li>The visible timestamp never passes a commit whose durability is not reached. A reader never
 *       sees what a crash could take back, unless the writers asked for less than durable.
 *   <li>A commit is applied to the deltas before the log gets its record, and taken back if the log
 *       refuses it or memory runs out on the way: nobody reads at its timestamp before it is
 *       ordered, and it still has its row locks. From the record on nothing needs memory, so a
 *       commit that fails fails alone.
 *   <li>Row locks fall as soon as the commit is ordered. Who takes one then may build on versions
 *       that are not durable yet; being later in the log, it cannot become durable before them.
 *   <li>A failure of the device under the log cannot be told from success by looking, so it stops
 *       the engine: nothing later is ordered; recovery decides.
 * </ul>
 *
 * <p>Threads. Committers run all of it; the thread of the log runs {@link Publisher#publish} for
 * asynchronous commits and must therefore never need {@code order}, which a committer may hold
 * while it waits for room in the log. That is why dropped stores leave the state lazily, at the
 * next commit or checkpoint after the drop is visible, instead of when it is published.
 *
 * <p>Dropped: applying after the record. Memory that runs out then leaves a commit in the log that
 * is half in the deltas, and nothing but an end of the engine helps. Reserving all memory before
 * takes as much as the worst case: a split for every key.
 *
 * <p>Dropped: parallel application of the versions after the lock. It needs a second ordering for
 * early lock release and saves nothing while commits are small.
 */
public final class CommitPipeline {
  private static final int MEMORY_ATTEMPTS_MAX = 100;
  private static final long MEMORY_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final WriteAheadLog log;
  private final Layout layout;
  private final RunSpace runSpace;
  private final ChunkWriter chunkWriter;
  private final Snapshots snapshots;
  private final Publisher publisher;
  private final CommitClock clock;
  private final ByteArrays arrays;
  private final RootSwitch rootSwitch;

  private final ReentrantLock order = new ReentrantLock();

  /** Dropped stores that the manifest still lists, with the timestamp of the drop. */
  @GuardedBy("order")
  private final Map<Long, Long> droppedStores = new HashMap<>();

  @GuardedBy("order")
  private long lastLsn;

  @GuardedBy("order")
  private boolean closed;

  /** Runs of dropped stores that a checkpoint has to give back. */
  @GuardedBy("order")
  private final List<IngestedRun> orphans = new ArrayList<>();

  private final AtomicInteger ingestedRuns = new AtomicInteger();
  private final AtomicLong deltaBytes = new AtomicLong();
  private final AtomicLong commits = new AtomicLong();

  /**
   * @param recovered what replay of the log left behind
   * @param logGrew runs when the log has grown by what is no commit yet
   * @param retiredBytesMax memory for deltas kept only to detect conflicts of old snapshots
   */
  public CommitPipeline(
      WriteAheadLog log,
      Layout layout,
      RunSpace runSpace,
      Snapshots snapshots,
      Recovered recovered,
      long retiredBytesMax,
      Runnable logGrew) {
    this.log = log;
    this.layout = layout;
    this.runSpace = runSpace;
    this.chunkWriter = new ChunkWriter(log, logGrew);
    this.ingestedRuns.set(recovered.ingestedRuns());
    this.snapshots = snapshots;
    this.publisher = new Publisher(log, snapshots);
    this.clock = recovered.clock();
    this.arrays = recovered.arrays();
    this.rootSwitch = new RootSwitch(layout, retiredBytesMax);
    this.lastLsn = log.endLsn();
    this.droppedStores.putAll(recovered.droppedStores());
    this.deltaBytes.set(recovered.deltaBytes());
  }

  /**
   * Gives the commit its place; the caller may release its row locks then. Nothing has happened if
   * this throws anything but {@code FAILED_STOP}, be it for want of memory.
   *
   * @param listen whether {@link #whenVisible} will be called for the commit
   * @throws StorageException {@code CONFLICT}, {@code LIMIT}, {@code DISK_FULL}, {@code
   *     FAILED_STOP}, {@code CLOSED}
   */
  PendingCommit order(CommitRequest request, Durability durability, boolean listen) {
    long fileBytes = forceRuns(request.writeSet());
    ByteSink record =
        CommitRecord.encode(request.writeSet(), fileBytes, repeatRuns(request.writeSet()));
    long validatedTimestamp = snapshots.orderedTimestamp();
    request.validateReads(snapshots.current());
    CompletableFuture<Long> done = listen ? new CompletableFuture<>() : null;
    order.lock();
    try {
      requireRunning();
      forgetInvisibleStores();
      if (snapshots.orderedTimestamp() != validatedTimestamp) {
        request.validateReads(snapshots.current());
      }
      requireStores(request.writeSet());
      long timestamp = snapshots.orderedTimestamp() + 1;
      long clockMillis = clock.nowMillis();
      CommitRecord.setTimestamp(record, timestamp, clockMillis);
      PendingCommit commit = new PendingCommit(timestamp, durability, done);
      complete(applyAndAppend(request.writeSet(), timestamp, record), commit, clockMillis);
      return commit;
    } finally {
      order.unlock();
    }
  }

  /** Makes the runs durable, if there are any, and returns the end of the data file. */
  private long forceRuns(WriteSet writeSet) {
    if (!writeSet.hasLiveRuns()) {
      return 0;
    }
    try {
      publisher.requireSound();
      runSpace.force();
      return runSpace.fileBytes();
    } catch (RuntimeException | Error e) {
      publisher.fail(e);
      throw e;
    }
  }

  /** Writes the runs, if there are any, to the log once more, if somebody archives it. */
  private ChunkSet repeatRuns(WriteSet writeSet) {
    if (!log.isArchived() || !writeSet.hasLiveRuns()) {
      return ChunkSet.NONE;
    }
    try {
      return chunkWriter.write(writeSet);
    } catch (RuntimeException | Error e) {
      if (log.failed()) {
        publisher.fail(e);
      }
      throw e;
    }
  }

  /** After this the commit has happened; if it throws, nothing has. */
  @GuardedBy("order")
  private AppliedCommit applyAndAppend(WriteSet writeSet, long timestamp, ByteSink record) {
    EngineState before = snapshots.current();
    AppliedCommit applied = new AppliedCommit(before, layout, runSpace, arrays, timestamp);
    List<Long> dropped = writeSet.droppedStores();
    boolean complete = false;
    try {
      applied.apply(writeSet);
      dropped.forEach(storeId -> droppedStores.put(storeId, timestamp));
      lastLsn = append(record);
      complete = true;
      return applied;
    } finally {
      if (!complete) {
        applied.takeBack();
        dropped.forEach(droppedStores::remove);
        deltaBytes.addAndGet(applied.deltaBytes());
      }
    }
  }

  private long append(ByteSink record) {
    try {
      return log.append(record.array(), 0, record.length());
    } catch (RuntimeException | Error e) {
      if (log.failed()) {
        publisher.fail(e);
      }
      throw e;
    }
  }

  /** What must not fail, and needs no memory, now that the log has the record. */
  @GuardedBy("order")
  private void complete(AppliedCommit applied, PendingCommit commit, long clockMillis) {
    try {
      clock.note(commit.timestamp(), clockMillis);
      commit.ordered(lastLsn);
      deltaBytes.addAndGet(applied.deltaBytes());
      ingestedRuns.addAndGet(applied.ingestedRuns());
      commits.incrementAndGet();
      snapshots.install(applied.state());
      snapshots.order(commit.timestamp());
      publisher.add(commit);
    } catch (RuntimeException | Error e) {
      publisher.fail(e);
      throw new StorageException(
          Kind.FAILED_STOP, "the engine stopped while applying commit " + commit.timestamp(), e);
    }
  }

  @GuardedBy("order")
  private void requireStores(WriteSet writeSet) {
    for (StoreWrites writes : writeSet.liveWrites()) {
      StoreChange own = writeSet.storeChange(writes.storeId(), Integer.MAX_VALUE);
      if (own == null) {
        requireStore(writes.storeId());
      }
    }
    for (long storeId : writeSet.droppedStores()) {
      requireStore(storeId);
    }
  }

  @GuardedBy("order")
  private void requireStore(long storeId) {
    if (droppedStores.containsKey(storeId) || snapshots.current().store(storeId) == null) {
      throw new StorageException(
          Kind.CONFLICT, "another transaction dropped store " + storeId + " meanwhile");
    }
  }

  /** Takes out of the state the stores whose drop everybody sees by now. */
  @GuardedBy("order")
  private void forgetInvisibleStores() {
    if (droppedStores.isEmpty()) {
      return;
    }
    for (Map.Entry<Long, Long> drop : droppedStores.entrySet()) {
      EngineState state = snapshots.current();
      StoreState store = state.store(drop.getKey());
      if (store != null && drop.getValue() <= snapshots.visibleTimestamp()) {
        EngineState without = state.withoutStore(drop.getKey());
        List<IngestedRun> runs = store.ingestedRuns();
        orphans.addAll(runs);
        snapshots.install(without);
        deltaBytes.addAndGet(-bytes(store.frozen()) - store.active().bytes());
        ingestedRuns.addAndGet(-runs.size());
      }
    }
  }

  /**
   * Returns when {@code commit} is visible.
   *
   * @throws StorageException {@code FAILED_STOP}: the outcome is unknown
   */
  void await(PendingCommit commit) {
    try {
      awaitLog(commit);
    } catch (RuntimeException | Error e) {
      publisher.fail(e);
      throw e;
    } finally {
      if (snapshots.visibleTimestamp() < commit.timestamp()) {
        publisher.publish();
      }
    }
    publisher.awaitVisible(commit.timestamp());
  }

  /** The commit has happened, so a want of memory is no reason to give it up: it is waited out. */
  private void awaitLog(PendingCommit commit) {
    for (int attempt = 1; ; attempt++) {
      try {
        log.await(commit.endLsn(), commit.durability());
        return;
      } catch (OutOfMemoryError e) {
        if (log.failed() || attempt == MEMORY_ATTEMPTS_MAX) {
          throw e;
        }
        LockSupport.parkNanos(MEMORY_PAUSE_NANOS);
      }
    }
  }

  /** Completes the future of {@code commit} when it is visible; does not wait. */
  CompletableFuture<Long> whenVisible(PendingCommit commit) {
    CompletableFuture<Long> done = commit.done();
    if (done == null) {
      throw new IllegalArgumentException("the commit was ordered without a listener");
    }
    try {
      CompletableFuture<Void> unused =
          log.whenDurable(commit.endLsn(), commit.durability())
              .whenComplete((nothing, failure) -> settle(failure));
    } catch (OutOfMemoryError e) {
      await(commit); // It has happened, and somebody must say so.
    }
    return done;
  }

  private void settle(@Nullable Throwable failure) {
    if (failure != null) {
      publisher.fail(failure);
    }
    publisher.publish();
  }

  /**
   * Returns when everything up to {@code timestamp} is visible; an interrupt does not end the wait.
   *
   * @throws StorageException {@code FAILED_STOP} if it never will be
   */
  public void awaitVisible(long timestamp) {
    publisher.publish();
    publisher.awaitVisible(timestamp);
  }

  /** Freezes the active deltas: the start of a checkpoint. Commits go on in new deltas. */
  public FreezePoint freeze() {
    order.lock();
    try {
      forgetInvisibleStores();
      EngineState frozen = snapshots.current().freeze();
      snapshots.install(frozen);
      return new FreezePoint(
          frozen,
          snapshots.orderedTimestamp(),
          log.endLsn(), // What lies behind the last commit is of commits to come, and in runs.
          Set.copyOf(droppedStores.keySet()),
          List.copyOf(orphans));
    } finally {
      order.unlock();
    }
  }

  /**
   * Switches readers to the roots that a checkpoint made durable and forgets what is in them.
   *
   * @param roots of every store of the freeze point that still exists; null for an empty tree
   * @return the generation of the new roots
   */
  public long publishRoots(FreezePoint point, Map<Long, @Nullable StoreRoot> roots) {
    order.lock();
    try {
      orphans.removeAll(point.orphans());
      orphans.removeAll(point.state().ingestedRuns()); // Of stores dropped meanwhile, too.
      droppedStores.keySet().removeAll(point.droppedStores());
      EngineState next =
          rootSwitch.flushed(snapshots.current(), point, roots, snapshots.oldestPinnedByWriter());
      snapshots.install(next);
      deltaBytes.set(unflushedBytes(next));
      ingestedRuns.set(next.ingestedRuns().size());
      return next.generation().number();
    } finally {
      order.unlock();
    }
  }

  /**
   * Switches readers to other roots of the same content.
   *
   * @param roots of stores; those that have been dropped meanwhile are passed over
   * @return the generation of the new roots
   */
  public long replaceRoots(Map<Long, @Nullable StoreRoot> roots) {
    order.lock();
    try {
      EngineState next = rootSwitch.replaced(snapshots.current(), roots);
      snapshots.install(next);
      return next.generation().number();
    } finally {
      order.unlock();
    }
  }

  /** Lets go of the flushed deltas that no writer can ask for any more. */
  public void forgetRetired() {
    order.lock();
    try {
      EngineState now = snapshots.current();
      EngineState kept = rootSwitch.withoutRetired(now, snapshots.oldestPinnedByWriter());
      if (kept.retired().size() < now.retired().size()) {
        snapshots.install(kept);
      }
    } finally {
      order.unlock();
    }
  }

  static long unflushedBytes(EngineState state) {
    long bytes = 0;
    for (StoreState store : state.stores().values()) {
      bytes += store.active().bytes() + bytes(store.frozen());
    }
    return bytes;
  }

  /** Memory of the deltas among {@code sources}; runs are on disk. */
  private static long bytes(List<VersionSource> sources) {
    long bytes = 0;
    for (VersionSource source : sources) {
      bytes += source instanceof Delta ? source.bytes() : 0;
    }
    return bytes;
  }

  /** How many committed runs wait for a checkpoint; reads are slower meanwhile. */
  public int ingestedRuns() {
    return ingestedRuns.get();
  }

  /** Memory held by deltas that no checkpoint has written out yet. */
  public long deltaBytes() {
    return deltaBytes.get();
  }

  /** The count of commits with changes since open. */
  public long commits() {
    return commits.get();
  }

  /** Stops the engine for all later writes. */
  public void fail(Throwable cause) {
    publisher.fail(cause);
  }

  public boolean failed() {
    return publisher.failed();
  }

  /**
   * Returns only while the engine has not failed.
   *
   * @throws StorageException {@code FAILED_STOP} once it has
   */
  public void requireSound() {
    publisher.requireSound();
  }

  /** Refuses every later commit with {@code CLOSED}; returns when those under way are ordered. */
  public void close() {
    order.lock();
    try {
      closed = true;
    } finally {
      order.unlock();
    }
  }

  @GuardedBy("order")
  private void requireRunning() {
    if (closed) {
      throw new StorageException(Kind.CLOSED, "the engine is closed");
    }
    publisher.requireSound();
  }
}
