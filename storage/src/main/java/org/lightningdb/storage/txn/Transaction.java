package org.lightningdb.storage.txn;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.block.ExtentCollector;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.FoundVersion;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.manifest.TreeRoot;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.spec.LockMode;
import org.lightningdb.storage.spec.LockWait;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.spec.StoreSpec.Compression;

/**
 * A transaction of every isolation level: a write set, the row locks of what it wrote, and, above
 * READ_COMMITTED, one snapshot.
 */
final class Transaction implements Txn {
  private final TransactionSystem system;
  private final Isolation isolation;
  private final boolean readOnly;
  private final WriteSet writeSet = new WriteSet();
  private final Savepoints savepoints = new Savepoints();
  private final LockOwner lockOwner = new LockOwner();
  private final FoundVersion latest = new FoundVersion();
  private final RowGuard guard;
  private final LongValueWriter longValues;
  private final @Nullable Snapshot snapshot;
  private final @Nullable ReadSet reads;

  /** The newest commit that {@link #getLatest} saw, which may not be visible yet. */
  private long observedTimestamp;

  private @Nullable Spill spill;
  private @Nullable LockClaim claim;
  private @Nullable BulkLoad load;
  private boolean ended;

  Transaction(TransactionSystem system, Isolation isolation, boolean readOnly) {
    this.system = system;
    this.longValues = new LongValueWriter(system, writeSet, this::spillIfFull);
    this.isolation = isolation;
    this.guard = new RowGuard(system, isolation);
    this.readOnly = readOnly;
    this.snapshot =
        isolation == Isolation.READ_COMMITTED ? null : system.snapshots().take(!readOnly);
    this.reads = isolation == Isolation.SERIALIZABLE && !readOnly ? new ReadSet() : null;
  }

  @Override
  public Isolation isolation() {
    return isolation;
  }

  @Override
  public boolean readOnly() {
    return readOnly;
  }

  @Override
  public ReadView view() {
    requireActive();
    Snapshot own = snapshot;
    return new PinnedView(
        system.reader(),
        own == null ? system.snapshots().take(!readOnly) : own.share(),
        writeSet,
        reads);
  }

  @Override
  public void put(ReadView view, long storeId, Slice key, Slice value) {
    write(view, storeId, key, value);
  }

  @Override
  public void delete(ReadView view, long storeId, Slice key) {
    write(view, storeId, key, null);
  }

  private void write(ReadView view, long storeId, Slice key, @Nullable Slice value) {
    requireWritable();
    PinnedView pinned = requirePinned(view);
    TransactionSystem.requireWithinLimits(key.length(), value == null ? 0 : value.length());
    if (value != null && LongValues.isReference(value) && longValues.possible(storeId)) {
      putMisleading(view, storeId, key, value);
      return;
    }
    boolean shared = requireStore(storeId);
    spillIfFull();
    PendingWrite write = new PendingWrite(storeId, writeSet.nextSequence(), key, value);
    if (shared) {
      system.locks().acquire(lockOwner, storeId, write.bytes(), write.keyLength());
      guard.requireUnchanged(storeId, key, pinned);
    }
    if (longValues.exist(storeId)) {
      longValues.replace(storeId, key, value);
    } else {
      writeSet.add(write);
    }
  }

  /** A short value that looks like a reference becomes one to itself. */
  private void putMisleading(ReadView view, long storeId, Slice key, Slice value) {
    try {
      putStream(view, storeId, key, new ByteArrayInputStream(value.toByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void putStream(ReadView view, long storeId, Slice key, InputStream value)
      throws IOException {
    requireWritable();
    PinnedView pinned = requirePinned(view);
    TransactionSystem.requireWithinLimits(key.length() + LongValues.KEY_OVERHEAD_BYTES, 0);
    boolean shared = requireStore(storeId);
    if (!longValues.possible(storeId)) {
      throw new StorageException(
          Kind.INVALID_REQUEST, "store " + storeId + " has a shape and takes no streamed values");
    }
    if (shared) {
      system.locks().acquire(lockOwner, storeId, key.toByteArray(), key.length());
      guard.requireUnchanged(storeId, key, pinned);
    }
    longValues.write(storeId, key, value);
  }

  @Override
  public BulkLoader bulkLoad(ReadView view, long storeId, ByteRange range) {
    requireWritable();
    PinnedView pinned = requirePinned(view);
    boolean shared = requireStore(storeId);
    BulkTarget target = new BulkTarget(system, writeSet, storeId, range);
    target.requireEmpty(view);
    if (shared) {
      target.claim(lockOwner, claim(), pinned);
    }
    if (writeSet.hasWrites(storeId)) {
      spill(writeSet.writesOf(storeId)); // What is in memory counts as newer than all runs.
    }
    BulkLoad started = target.begin(this::loaded);
    load = started;
    return started;
  }

  private void loaded(BulkLoad ended, @Nullable TreeRoot root, ExtentCollector extents) {
    load = null;
    if (root != null) {
      spiller().take(writeSet, writeSet.writesOf(ended.storeId()), root, extents);
    }
  }

  /** Moves the writes to the data file if they take more memory than they should. */
  void spillIfFull() {
    if (writeSet.memoryBytes() > system.options().memoryBytesMax()) {
      writeSet.stores().forEach(this::spill);
    }
  }

  /** Moves the store's writes from memory to the data file; if that fails they stay. */
  private void spill(StoreWrites store) {
    if (store.count() == 0) {
      return;
    }
    Spill toFile = spiller();
    boolean shared =
        !LongValueCheck.isOfChunks(store.storeId())
            && writeSet.storeChange(store.storeId(), Integer.MAX_VALUE) == null;
    LockClaim runs = shared ? claim() : null;
    Compression compression = longValues.compressionOf(store.storeId());
    toFile.move(writeSet, store, compression, runs);
    if (runs != null) {
      system.locks().publish(runs);
      SortedWrites moved = store.lastWrites();
      system
          .locks()
          .exchange(
              lockOwner,
              lock -> lock.storeId() == store.storeId() && moved.find(lock.key()) != null);
    }
    writeSet.forgetMemory(store);
    toFile.compact(writeSet, store, compression, runs);
    if (runs != null) {
      system.locks().publish(runs);
    }
  }

  private Spill spiller() {
    Spill toFile = spill == null ? new Spill(system.runSpace()) : spill;
    spill = toFile;
    return toFile;
  }

  private LockClaim claim() {
    LockClaim existing = claim;
    if (existing == null) {
      existing = new LockClaim(lockOwner);
      claim = existing;
    }
    return existing;
  }

  private static PinnedView requirePinned(ReadView view) {
    if (view instanceof PinnedView pinned) {
      pinned.requireOpen();
      return pinned;
    }
    throw new StorageException(Kind.INVALID_REQUEST, "the view is not one of this engine");
  }

  @Override
  public boolean lock(long storeId, Slice key, LockMode mode, LockWait wait) {
    requireWritable();
    return !requireStore(storeId)
        || system.locks().acquire(lockOwner, storeId, key.toByteArray(), key.length(), mode, wait)
            != LockAnswer.BUSY;
  }

  @Override
  public void limitWaits(LongSupplier nanosMax) {
    lockOwner.limitWaits(nanosMax);
  }

  @Override
  public void requireUnchanged(ReadView view, long storeId, Slice key) {
    requireActive();
    PinnedView pinned = requirePinned(view);
    if (requireStore(storeId)) {
      guard.requireUnchanged(storeId, key, pinned);
    }
  }

  @Override
  public @Nullable Slice getLatest(long storeId, Slice key) {
    requireActive();
    requireStore(storeId);
    if (writeSet.find(storeId, key, Integer.MAX_VALUE, latest)) {
      return latest.tombstone() ? null : longValues.resolve(storeId, key, latest.value());
    }
    if (reads != null) {
      reads.addPoint(storeId, key);
    }
    Snapshot newest = system.snapshots().takeLatest();
    try {
      StoreState store = newest.state().store(storeId);
      if (store == null || !system.reader().get(store, key, newest.timestamp(), latest)) {
        return null;
      }
      observedTimestamp = Math.max(observedTimestamp, latest.commitTimestamp());
      return latest.tombstone() ? null : longValues.resolve(storeId, key, latest.value());
    } finally {
      newest.release();
    }
  }

  @Override
  public ReadView latestView() {
    requireActive();
    Snapshot newest = system.snapshots().takeLatest();
    observedTimestamp = Math.max(observedTimestamp, newest.timestamp());
    return new PinnedView(system.reader(), newest, writeSet, reads);
  }

  @Override
  public long createStore(StoreSpec spec) {
    requireWritable();
    long storeId = system.takeStoreId();
    writeSet.createStore(storeId, spec);
    return storeId;
  }

  /** Creates the store {@code storeId}, which nobody else creates. */
  void createStore(long storeId, StoreSpec spec) {
    writeSet.createStore(storeId, spec);
  }

  /** Drops a store and nothing that belongs to it. */
  void dropOne(long storeId) {
    requireStore(storeId);
    writeSet.dropStore(storeId);
  }

  /** Writes what a log says, without locks and checks. */
  void writeAsIs(long storeId, Slice key, @Nullable Slice value) {
    requireStore(storeId);
    spillIfFull();
    writeSet.write(storeId, key, value);
  }

  @Override
  public void dropStore(long storeId) {
    requireWritable();
    requireStore(storeId);
    writeSet.dropStore(storeId);
    if (longValues.exist(storeId)) {
      writeSet.dropStore(LongValues.storeOf(storeId));
    }
  }

  /**
   * Returns whether others know the store, too; nobody else can touch one created here.
   *
   * @throws StorageException {@code INVALID_REQUEST} if there is none
   */
  private boolean requireStore(long storeId) {
    StoreChange change = writeSet.storeChange(storeId, Integer.MAX_VALUE);
    boolean shared = change == null && system.snapshots().current().store(storeId) != null;
    boolean own = change != null && change.spec() != null;
    if (!shared && !own) {
      throw new StorageException(Kind.INVALID_REQUEST, "there is no store " + storeId);
    }
    return shared;
  }

  @Override
  public int savepoint() {
    requireIdle();
    int position = writeSet.position();
    savepoints.add(position);
    return position;
  }

  @Override
  public void rollbackTo(int savepoint) {
    requireIdle();
    savepoints.rollBackTo(savepoint);
    writeSet.truncate(savepoint);
  }

  @Override
  public long commit(Durability durability) {
    requireIdle();
    if (writeSet.isEmpty()) {
      return commitNothing();
    }
    PendingCommit commit = order(durability, false);
    system.pipeline().await(commit);
    system.pressure().afterCommit();
    return commit.timestamp();
  }

  @Override
  public CompletableFuture<Long> commitAsync(Durability durability) {
    requireIdle();
    if (writeSet.isEmpty()) {
      return CompletableFuture.completedFuture(commitNothing());
    }
    PendingCommit commit = order(durability, true);
    CompletableFuture<Long> done = system.pipeline().whenVisible(commit);
    system.pressure().afterCommit();
    return done;
  }

  /** What was seen must not vanish after the caller was told that all is well. */
  private long commitNothing() {
    long timestamp =
        snapshot == null ? system.snapshots().visibleTimestamp() : snapshot.timestamp();
    system.pipeline().awaitVisible(observedTimestamp);
    end(Outcome.ROLLED_BACK);
    return timestamp;
  }

  private PendingCommit order(Durability durability, boolean listen) {
    system.pressure().beforeCommit();
    Map<Long, List<ByteRange>> ranges = reads == null ? Map.of() : reads.ranges();
    long timestamp = snapshot == null ? 0 : snapshot.timestamp();
    Spill toFile = spill;
    ExtentCollector unused = toFile == null ? null : toFile.unused(writeSet.deadStoreRuns());
    PendingCommit commit;
    try {
      CommitRequest request = new CommitRequest(writeSet, timestamp, ranges);
      commit = system.pipeline().order(request, durability, listen);
    } catch (StorageException e) {
      if (e.kind() == Kind.FAILED_STOP) {
        end(Outcome.UNKNOWN);
      }
      throw e;
    }
    endOrdered(commit, unused);
    return commit;
  }

  /** Whatever happens here, the commit has its place in the log and nobody can take it back. */
  private void endOrdered(PendingCommit commit, @Nullable ExtentCollector unused) {
    try {
      end(Outcome.COMMITTED);
      if (unused != null) {
        system.runSpace().retire(unused, system.snapshots().current().generation().number() + 1);
      }
    } catch (RuntimeException | Error e) {
      system.pipeline().fail(e);
      throw new StorageException(
          Kind.FAILED_STOP,
          "the engine stopped after commit "
              + commit.timestamp()
              + " had its place in the log: open the database again to learn whether it is there",
          e);
    }
  }

  @Override
  public void rollback() {
    requireActive();
    end(Outcome.ROLLED_BACK);
  }

  @Override
  public void close() {
    if (!ended) {
      end(Outcome.ROLLED_BACK);
    }
  }

  private enum Outcome {
    COMMITTED,
    ROLLED_BACK,
    /** The engine has stopped. */
    UNKNOWN
  }

  private void end(Outcome outcome) {
    if (load != null) {
      load.close();
    }
    ended = true;
    try {
      if (claim != null) {
        system.locks().end(claim);
      }
      system.locks().releaseAll(lockOwner);
      if (spill != null && outcome == Outcome.ROLLED_BACK) {
        giveBack(spill);
      }
    } finally {
      if (snapshot != null) {
        snapshot.release();
      }
    }
  }

  /** No view can be taken of this transaction from now on. */
  private void giveBack(Spill toFile) {
    if (writeSet.isReadFrom(toFile.firstSequence())) {
      toFile.retire(system.snapshots().current().generation().number() + 1);
    } else {
      toFile.abandon();
    }
  }

  private void requireIdle() {
    requireActive();
    if (load != null) {
      throw new StorageException(Kind.INVALID_REQUEST, "a bulk load is under way");
    }
  }

  private void requireWritable() {
    requireIdle();
    if (readOnly) {
      throw new StorageException(Kind.INVALID_REQUEST, "the transaction is read-only");
    }
  }

  private void requireActive() {
    if (ended) {
      throw new StorageException(Kind.CLOSED, "the transaction has ended");
    }
  }
}
