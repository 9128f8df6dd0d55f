package org.lightningdb.storage.txn;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.clock.CommitClock;
import org.lightningdb.storage.cursor.VersionSource;
import org.lightningdb.storage.delta.Delta;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.layout.Layout;
import org.lightningdb.storage.manifest.StoreRoot;
import org.lightningdb.storage.run.DeadSequences;
import org.lightningdb.storage.run.IngestedRun;
import org.lightningdb.storage.run.RunRoot;
import org.lightningdb.storage.run.RunSpace;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.StoreSpec;
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
 *   <li>Row locks fall as soon as the commit is ordered. Who takes one then may build on versions
 *       that are not durable yet; being later in the log, it cannot become durable before them.
 *   <li>A failure after the log took the record cannot be told from success by looking, so it stops
 *       the engine: nothing later is ordered; recovery decides.
 * </ul>
 *
 * <p>Threads. Committers run all of it; the thread of the log runs {@link Publisher#publish} for
 * asynchronous commits and must therefore never need {@code order}, which a committer may hold
 * while it waits for room in the log. That is why dropped stores leave the state lazily, at the
 * next commit or checkpoint after the drop is visible, instead of when it is published.
 *
 * <p>Dropped: parallel application of the versions after the lock. It needs a second ordering for
 * early lock release and saves nothing while commits are small.
 */
public final class CommitPipeline {
  private final WriteAheadLog log;
  private final Layout layout;
  private final RunSpace runSpace;
  private final Snapshots snapshots;
  private final Publisher publisher;
  private final CommitClock clock;
  private final RootSwitch rootSwitch;

  private final ReentrantLock order = new ReentrantLock();

  /** Dropped stores that the manifest still lists, with the timestamp of the drop. */
  @GuardedBy("order")
  private final Map<Long, Long> droppedStores = new HashMap<>();

  @GuardedBy("order")
  private long lastLsn;

  @GuardedBy("order")
  private boolean closed;

  /** Moves on only when the versions of the commit are in the deltas: validation relies on it. */
  private volatile long lastTimestamp;

  /** Runs of dropped stores that a checkpoint has to give back. */
  @GuardedBy("order")
  private final List<IngestedRun> orphans = new ArrayList<>();

  private final AtomicInteger ingestedRuns = new AtomicInteger();
  private final AtomicLong deltaBytes = new AtomicLong();
  private final AtomicLong commits = new AtomicLong();

  /**
   * @param recovered what replay of the log left behind
   * @param retiredBytesMax memory for deltas kept only to detect conflicts of old snapshots
   */
  public CommitPipeline(
      WriteAheadLog log,
      Layout layout,
      RunSpace runSpace,
      Snapshots snapshots,
      Recovered recovered,
      long retiredBytesMax) {
    this.log = log;
    this.layout = layout;
    this.runSpace = runSpace;
    this.ingestedRuns.set(recovered.ingestedRuns());
    this.snapshots = snapshots;
    this.publisher = new Publisher(log, snapshots);
    this.clock = recovered.clock();
    this.rootSwitch = new RootSwitch(layout, retiredBytesMax);
    this.lastLsn = log.endLsn();
    this.lastTimestamp = snapshots.visibleTimestamp();
    this.droppedStores.putAll(recovered.droppedStores());
    this.deltaBytes.set(recovered.deltaBytes());
  }

  /**
   * Gives the commit its place; the caller may release its row locks then. Nothing has happened if
   * this throws anything but {@code FAILED_STOP}.
   *
   * @param listen whether {@link #whenVisible} will be called for the commit
   * @throws StorageException {@code CONFLICT}, {@code LIMIT}, {@code DISK_FULL}, {@code
   *     FAILED_STOP}, {@code CLOSED}
   */
  PendingCommit order(CommitRequest request, Durability durability, boolean listen) {
    ByteSink record = CommitRecord.encode(request.writeSet(), forceRuns(request.writeSet()));
    long validatedTimestamp = lastTimestamp;
    request.validateReads(snapshots.current());
    CompletableFuture<Long> done = listen ? new CompletableFuture<>() : null;
    order.lock();
    try {
      requireRunning();
      forgetInvisibleStores();
      if (lastTimestamp != validatedTimestamp) {
        request.validateReads(snapshots.current());
      }
      requireStores(request.writeSet());
      long timestamp = lastTimestamp + 1;
      long clockMillis = clock.nowMillis();
      CommitRecord.setTimestamp(record, timestamp, clockMillis);
      lastLsn = append(record);
      clock.note(timestamp, clockMillis);
      return complete(request.writeSet(), timestamp, durability, done);
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

  /** What must not fail once the log has the record; if it does, it stops the engine. */
  @GuardedBy("order")
  private PendingCommit complete(
      WriteSet writeSet,
      long timestamp,
      Durability durability,
      @Nullable CompletableFuture<Long> done) {
    try {
      apply(writeSet, timestamp);
      lastTimestamp = timestamp;
      PendingCommit commit = new PendingCommit(timestamp, lastLsn, durability, done);
      publisher.add(commit);
      return commit;
    } catch (RuntimeException | Error e) {
      publisher.fail(e);
      throw new StorageException(
          Kind.FAILED_STOP, "the engine stopped while applying commit " + timestamp, e);
    }
  }

  private long append(ByteSink record) {
    try {
      return log.append(record.array(), 0, record.length());
    } catch (RuntimeException | Error e) {
      if (!(e instanceof StorageException refusal) || !harmless(refusal.kind())) {
        publisher.fail(e);
      }
      throw e;
    }
  }

  /** Whether a refusal of the log means that nothing was logged. */
  private static boolean harmless(Kind kind) {
    return kind == Kind.DISK_FULL || kind == Kind.LIMIT || kind == Kind.CLOSED;
  }

  @GuardedBy("order")
  private void apply(WriteSet writeSet, long timestamp) {
    for (StoreChange created : writeSet.createdStores()) {
      StoreSpec spec = created.spec();
      if (spec != null) {
        StoreState empty = StoreState.of(layout.open(created.storeId(), spec, null));
        snapshots.install(snapshots.current().withStore(empty));
      }
    }
    for (long storeId : writeSet.droppedStores()) {
      droppedStores.put(storeId, timestamp);
    }
    for (StoreWrites writes : writeSet.liveWrites()) {
      if (!writes.runs().isEmpty()) {
        ingest(writes, writeSet.dead(), timestamp);
      }
      deltaBytes.addAndGet(applyStore(writes, timestamp));
    }
    commits.incrementAndGet();
  }

  @GuardedBy("order")
  private void ingest(StoreWrites writes, DeadSequences dead, long timestamp) {
    List<IngestedRun> runs = new ArrayList<>();
    for (RunRoot root : writes.runRoots()) {
      runs.add(0, runSpace.ingested(root, dead, timestamp));
    }
    EngineState state = snapshots.current();
    snapshots.install(state.withStore(requireState(state, writes.storeId()).ingest(runs)));
    ingestedRuns.addAndGet(runs.size());
  }

  private static StoreState requireState(EngineState state, long storeId) {
    StoreState store = state.store(storeId);
    if (store == null) {
      throw new IllegalStateException("store " + storeId + " vanished");
    }
    return store;
  }

  private long applyStore(StoreWrites writes, long timestamp) {
    Delta delta = requireState(snapshots.current(), writes.storeId()).active();
    long before = delta.bytes();
    SortedWrites last = writes.lastWrites();
    Slice key = new Slice();
    Slice value = new Slice();
    for (long at = last.first(); at != SortedWrites.NOWHERE; at = last.after(at)) {
      PendingWrite write = last.at(at);
      delta.put(write.key(key), timestamp, write.tombstone() ? null : write.value(value));
    }
    return delta.bytes() - before;
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
        deltaBytes.addAndGet(-bytes(store.frozen()) - store.active().bytes());
        snapshots.install(state.withoutStore(drop.getKey()));
        orphans.addAll(store.ingestedRuns());
        ingestedRuns.addAndGet(-store.ingestedRuns().size());
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
      log.await(commit.endLsn(), commit.durability());
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

  /** Completes the future of {@code commit} when it is visible; does not wait. */
  CompletableFuture<Long> whenVisible(PendingCommit commit) {
    CompletableFuture<Long> done = commit.done();
    if (done == null) {
      throw new IllegalArgumentException("the commit was ordered without a listener");
    }
    CompletableFuture<Void> unused =
        log.whenDurable(commit.endLsn(), commit.durability())
            .whenComplete(
                (nothing, failure) -> {
                  if (failure != null) {
                    publisher.fail(failure);
                  }
                  publisher.publish();
                });
    return done;
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
          frozen, lastTimestamp, lastLsn, Set.copyOf(droppedStores.keySet()), List.copyOf(orphans));
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
