package org.lightningdb.storage.layout.lsm;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.block.LeafScan;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.FoundVersion;
import org.lightningdb.storage.cursor.MergeCursor;
import org.lightningdb.storage.cursor.VersionedCursor;
import org.lightningdb.storage.layout.RangeSize;
import org.lightningdb.storage.layout.ScanParts;
import org.lightningdb.storage.layout.StoredVersions;
import org.lightningdb.storage.layout.SubtreeVisitor;
import org.lightningdb.storage.manifest.StoreRoot;
import org.lightningdb.storage.manifest.TreeRoot;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.vector.VectorBatch;

/**
 * One store of the log-structured layout. A point read asks the young runs, newest first, then one
 * run of each level; a cursor merges them all, row by row, and a scan of columns merges leaves, see
 * {@link MergedLeaves}. The list of runs is read when it is first needed, so that a damaged one
 * fails its readers and not the opening of the database.
 */
final class LsmVersions implements StoredVersions {
  private final RunReader reader;
  private final StoreSpec spec;
  private final @Nullable StoreRoot root;
  private volatile @Nullable Loaded loaded;

  /** The list of runs, and the latest commit in them. */
  private record Loaded(RunList runs, long newestTimestamp) {}

  LsmVersions(RunReader reader, StoreSpec spec, @Nullable StoreRoot root) {
    this.reader = reader;
    this.spec = spec;
    this.root = root;
  }

  private @Nullable TreeRoot list() {
    StoreRoot place = root;
    return place == null ? null : place.main();
  }

  private Loaded loaded() {
    Loaded known = loaded;
    if (known == null) {
      TreeRoot list = list();
      RunList runs = list == null ? RunList.EMPTY : reader.list(list.address());
      known = new Loaded(runs, runs.maxTimestamp());
      loaded = known;
    }
    return known;
  }

  RunList runs() {
    return loaded().runs();
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
      Run run = RunList.holder(level, key);
      if (run != null && reader.get(run, key, hash, readTimestamp, out)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean read(
      Slice key, long readTimestamp, LeafScan rows, FoundVersion found, VectorBatch batch, int at) {
    if (!seesNewest(readTimestamp)) {
      return StoredVersions.super.read(key, readTimestamp, rows, found, batch, at);
    }
    LeafPlace newest = newest(key);
    return newest != null
        && !newest.isDeletion()
        && rows.read(newest.leaf(), newest.place(), key, batch, at);
  }

  private @Nullable LeafPlace newest(Slice key) {
    RunList list = runs();
    long hash = KeyHash.of(key);
    LeafPlace found = null;
    for (int i = 0; found == null && i < list.young().size(); i++) {
      Run run = list.young().get(i);
      found = run.contains(key) ? reader.find(run, key, hash) : null;
    }
    for (int i = 0; found == null && i < list.levels().size(); i++) {
      Run run = RunList.holder(list.levels().get(i), key);
      found = run == null ? null : reader.find(run, key, hash);
    }
    return found;
  }

  @Override
  public void getMany(
      Slice[] keys, int count, long readTimestamp, FoundVersion[] out, boolean[] found) {
    if (seesNewest(readTimestamp)) {
      new ManyRuns(reader, keys, count, out, found).find(runs());
    } else {
      StoredVersions.super.getMany(keys, count, readTimestamp, out, found);
    }
  }

  /** Whether a view at {@code readTimestamp} sees the newest version of every key. */
  private boolean seesNewest(long readTimestamp) {
    return readTimestamp >= loaded().newestTimestamp();
  }

  /** What overlaps {@code range}: young runs one by one, then levels; newest first. */
  private List<List<Run>> sources(ByteRange range) {
    List<List<Run>> newestFirst = new ArrayList<>();
    RunList list = runs();
    for (Run run : list.young()) {
      if (run.overlaps(range)) {
        newestFirst.add(List.of(run));
      }
    }
    for (List<Run> level : list.levels()) {
      List<Run> inside = level.stream().filter(run -> run.overlaps(range)).toList();
      if (!inside.isEmpty()) {
        newestFirst.add(inside);
      }
    }
    return newestFirst;
  }

  @Override
  public VersionedCursor cursor(ByteRange range, long readTimestamp) {
    return merge(sources(range), range, readTimestamp);
  }

  private VersionedCursor merge(List<List<Run>> newestFirst, ByteRange range, long readTimestamp) {
    List<VersionedCursor> cursors = new ArrayList<>();
    for (List<Run> source : newestFirst) {
      cursors.add(reader.cursor(source, range, readTimestamp));
    }
    return cursors.size() == 1 ? cursors.get(0) : new MergeCursor(cursors);
  }

  /**
   * Runs that are older than everything which the reader does not see are read by the leaf, since
   * their newest versions are what it sees of them; the others, which are newer, one by one.
   */
  @Override
  public ScanParts scan(ByteRange range, long readTimestamp) {
    List<List<Run>> newestFirst = sources(range);
    int split = newestFirst.size();
    while (split > 0
        && newestFirst.get(split - 1).stream()
            .allMatch(run -> run.maxTimestamp() <= readTimestamp)) {
      split--;
    }
    List<LeafSource> leaves = new ArrayList<>();
    for (List<Run> source : newestFirst.subList(split, newestFirst.size())) {
      leaves.add(new LeafSource(source, run -> reader.leaves(run, range)));
    }
    return new ScanParts(
        split == 0 ? null : merge(newestFirst.subList(0, split), range, readTimestamp),
        leaves.isEmpty() ? null : new MergedLeaves(leaves));
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
