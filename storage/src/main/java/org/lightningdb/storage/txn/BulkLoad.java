package org.lightningdb.storage.txn;

import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.block.ExtentCollector;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.layout.btree.TreeBuilder;
import org.lightningdb.storage.manifest.TreeRoot;
import org.lightningdb.storage.run.RunSpace;
import org.lightningdb.storage.spec.StoreSpec;

/** A tree that is written row by row and becomes a run of its transaction as a whole. */
final class BulkLoad implements BulkLoader {
  /** Takes what a load wrote; null if there were no rows. */
  interface Receiver {
    void take(BulkLoad load, @Nullable TreeRoot root, ExtentCollector extents);
  }

  private final long storeId;
  private final ByteRange range;
  private final boolean streams;
  private final RunSpace space;
  private final Receiver receiver;
  private final ExtentCollector extents = ExtentCollector.beforeCommit();
  private final TreeBuilder builder;
  private byte[] lastKey = new byte[32];
  private int lastKeyLength;
  private long entries;
  private boolean closed;

  BulkLoad(long storeId, StoreSpec spec, ByteRange range, RunSpace space, Receiver receiver) {
    this.storeId = storeId;
    this.range = range;
    this.streams = spec.shape() == null;
    this.space = space;
    this.receiver = receiver;
    this.builder = space.trees().builder(storeId, spec, extents);
  }

  long storeId() {
    return storeId;
  }

  @Override
  public void append(Slice key, Slice value) {
    requireOpen();
    TransactionSystem.requireWithinLimits(key.length(), value.length());
    if (!range.contains(key)) {
      throw refused("key " + key + " is outside the range of the load");
    }
    if (entries > 0 && key.compareTo(new Slice(lastKey, 0, lastKeyLength)) <= 0) {
      throw refused("key " + key + " is not above the one before");
    }
    if (streams && LongValues.isReference(value)) {
      throw refused("the value of key " + key + " looks like a streamed one: use putStream");
    }
    builder.append(key, 0, value);
    entries++;
    keep(key);
  }

  private void keep(Slice key) {
    if (key.length() > lastKey.length) {
      lastKey = new byte[Math.max(key.length(), 2 * lastKey.length)];
    }
    System.arraycopy(key.array(), key.offset(), lastKey, 0, key.length());
    lastKeyLength = key.length();
  }

  private StorageException refused(String why) {
    return new StorageException(
        Kind.INVALID_REQUEST, "bulk load into store " + storeId + ": " + why);
  }

  private void requireOpen() {
    if (closed) {
      throw new StorageException(Kind.CLOSED, "the bulk load has ended");
    }
  }

  @Override
  public long finish() {
    requireOpen();
    TreeRoot root = builder.finish();
    builder.close();
    closed = true;
    boolean taken = false;
    try {
      receiver.take(this, root, extents);
      taken = true;
      return entries;
    } finally {
      if (!taken) {
        space.abandon(extents);
      }
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      builder.close();
      space.abandon(extents);
      receiver.take(this, null, new ExtentCollector());
    }
  }
}
