package org.lightningdb.storage.layout.lsm;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.FoundVersion;
import org.lightningdb.storage.cursor.MergeCursor;
import org.lightningdb.storage.cursor.VersionedCursor;
import org.lightningdb.storage.layout.RangeSize;
import org.lightningdb.storage.layout.StoredVersions;
import org.lightningdb.storage.layout.SubtreeVisitor;
import org.lightningdb.storage.manifest.StoreRoot;
import org.lightningdb.storage.manifest.TreeRoot;
import org.lightningdb.storage.spec.StoreSpec;

/**
 * One store of the log-structured layout. A point read asks the young runs, newest first, then one
 * run of each level; a scan merges them all. The list of runs is read when it is first needed, so
 * that a damaged one fails its readers and not the opening of the database.
 */
final class LsmVersions implements StoredVersions {
  private final RunReader reader;
  private final StoreSpec spec;
  private final @Nullable StoreRoot root;
  private volatile @Nullable RunList runs;

  LsmVersions(RunReader reader, StoreSpec spec, @Nullable StoreRoot root) {
    this.reader = reader;
    this.spec = spec;
    this.root = root;
  }

  private @Nullable TreeRoot list() {
    StoreRoot place = root;
    return place == null ? null : place.main();
  }

  RunList runs() {
    RunList known = runs;
    if (known == null) {
      TreeRoot list = list();
      known = list == null ? RunList.EMPTY : reader.list(list.address());
      runs = known;
    }
    return known;
  }

  @Override
  public long storeId() {
    return reader.storeId();
  }

  @Override
  public StoreSpec spec() {
    return spec;
  }

  @Override
  public @Nullable StoreRoot root() {
    return root;
  }

  @Override
  public boolean get(Slice key, long readTimestamp, FoundVersion out) {
    if (root == null) {
      return false;
    }
    RunList list = runs();
    long hash = KeyHash.of(key);
    for (Run run : list.young()) {
      if (run.contains(key) && reader.get(run, key, hash, readTimestamp, out)) {
        return true;
      }
    }
    for (List<Run> level : list.levels()) {
      int place = level.isEmpty() ? 0 : RunList.firstEndingAtOrAbove(level, key);
      if (place < level.size()
          && level.get(place).firstKey().compareTo(key) <= 0
          && reader.get(level.get(place), key, hash, readTimestamp, out)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public VersionedCursor cursor(ByteRange range, long readTimestamp) {
    List<VersionedCursor> newestFirst = new ArrayList<>();
    RunList list = runs();
    for (Run run : list.young()) {
      if (run.overlaps(range)) {
        newestFirst.add(reader.cursor(run, range, readTimestamp));
      }
    }
    for (List<Run> level : list.levels()) {
      List<Run> inside = level.stream().filter(run -> run.overlaps(range)).toList();
      if (!inside.isEmpty()) {
        newestFirst.add(reader.cursor(inside, range, readTimestamp));
      }
    }
    return newestFirst.size() == 1 ? newestFirst.get(0) : new MergeCursor(newestFirst);
  }

  @Override
  public long newestTimestamp(Slice key) {
    FoundVersion found = new FoundVersion();
    return get(key, Long.MAX_VALUE, found) ? found.commitTimestamp() : 0;
  }

  @Override
  public boolean changedAfter(ByteRange range, long timestamp) {
    return runs().all().anyMatch(run -> reader.changedAfter(run, range, timestamp));
  }

  @Override
  public long entries() {
    TreeRoot list = list();
    return list == null ? 0 : list.entries();
  }

  @Override
  public long bytes() {
    TreeRoot list = list();
    return list == null ? 0 : list.bytes();
  }

  @Override
  public RangeSize estimate(ByteRange range) {
    long entries = 0;
    long bytes = 0;
    for (Run run : runs().all().toList()) {
      RangeSize size = reader.estimate(run, range);
      entries += size.entries();
      bytes += size.bytes();
    }
    return new RangeSize(entries, bytes);
  }

  @Override
  public List<Slice> splitPoints(ByteRange range, int parts) {
    return SplitPoints.of(reader, runs().all().toList(), range, parts);
  }

  @Override
  public void visitBlocks(LongConsumer visitor) {
    TreeRoot list = list();
    if (list != null) {
      visitor.accept(list.address());
      runs().all().forEach(run -> reader.visitBlocks(run, visitor));
    }
  }

  @Override
  public void visitSubtrees(SubtreeVisitor visitor) {
    TreeRoot list = list();
    if (list != null && visitor.enter(list.address(), SubtreeVisitor.UNKNOWN_GENERATION)) {
      runs().all().forEach(run -> reader.visitSubtrees(run, visitor));
    }
  }

  @Override
  public void verify(Consumer<String> report) {
    TreeRoot list = list();
    if (list != null) {
      new LsmVerifier(reader, report).verify(list);
    }
  }
}
