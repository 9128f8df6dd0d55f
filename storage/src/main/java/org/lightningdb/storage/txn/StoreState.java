package org.lightningdb.storage.txn;

import java.util.ArrayList;
import java.util.List;
import org.lightningdb.storage.cursor.VersionSource;
import org.lightningdb.storage.delta.Delta;
import org.lightningdb.storage.layout.StoredVersions;
import org.lightningdb.storage.manifest.StoreRoot;
import org.lightningdb.storage.memory.ByteArrays;
import org.lightningdb.storage.run.IngestedRun;
import org.lightningdb.storage.spec.StoreSpec;

/**
 * Where the versions of one store are, newest first: in the active delta, in frozen sources that a
 * checkpoint will write out, and in what the layout keeps. Immutable, but for the active delta's
 * content.
 *
 * @param frozen newest first
 */
public record StoreState(Delta active, List<VersionSource> frozen, StoredVersions stored) {

  /** With an empty delta whose memory comes from {@code arrays}. */
  public static StoreState of(StoredVersions stored, ByteArrays arrays) {
    return new StoreState(new Delta(arrays), List.of(), stored);
  }

  public long storeId() {
    return stored.storeId();
  }

  public StoreSpec spec() {
    return stored.spec();
  }

  /** Whether everything visible at {@code timestamp} is still here. */
  boolean isReadableAt(long timestamp) {
    StoreRoot root = stored.root();
    return root == null || timestamp >= root.readableFrom();
  }

  /** With the active delta frozen and a new one in its place, unless it is empty. */
  StoreState freeze() {
    if (active.entries() == 0) {
      return this;
    }
    List<VersionSource> all = new ArrayList<>(frozen.size() + 1);
    all.add(active);
    all.addAll(frozen);
    return new StoreState(active.successor(), List.copyOf(all), stored);
  }

  /** With other roots of what the layout keeps. */
  StoreState withStored(StoredVersions other) {
    return new StoreState(active, frozen, other);
  }

  /** With runs that were committed just now, newest first, and an empty active delta over them. */
  StoreState ingest(List<IngestedRun> runs) {
    StoreState below = freeze();
    List<VersionSource> all = new ArrayList<>(runs);
    all.addAll(below.frozen);
    return new StoreState(active.successor(), List.copyOf(all), stored);
  }

  /** Runs that no checkpoint has written out yet, newest first. */
  public List<IngestedRun> ingestedRuns() {
    List<IngestedRun> runs = new ArrayList<>();
    for (VersionSource source : frozen) {
      if (source instanceof IngestedRun run) {
        runs.add(run);
      }
    }
    return runs;
  }

  /** With all of {@code written}, and nothing else, being in {@code flushed}. */
  StoreState flushed(List<VersionSource> written, StoredVersions flushed) {
    List<VersionSource> later = frozen.subList(0, frozen.size() - written.size());
    return new StoreState(active, List.copyOf(later), flushed);
  }
}
