package org.lightningdb.storage.layout.lsm;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.FoundVersion;
import org.lightningdb.storage.manifest.TreeRoot;

/**
 * A group of lookups that go down the runs side by side: young runs one after the other, then level
 * by level, where each key has a run of its own. For readers of the newest versions. Used once.
 */
final class ManyRuns {
  private final RunReader reader;
  private final Slice[] keys;
  private final int count;
  private final FoundVersion[] out;
  private final boolean[] found;
  private final long[] hashes;
  private final @Nullable TreeRoot[] trees;

  ManyRuns(RunReader reader, Slice[] keys, int count, FoundVersion[] out, boolean[] found) {
    this.reader = reader;
    this.keys = keys;
    this.count = count;
    this.out = out;
    this.found = found;
    this.hashes = new long[count];
    this.trees = new @Nullable TreeRoot[count];
  }

  void find(RunList list) {
    for (int i = 0; i < count; i++) {
      hashes[i] = found[i] ? 0 : KeyHash.of(keys[i]);
    }
    for (Run run : list.young()) {
      boolean any = false;
      for (int i = 0; i < count; i++) {
        any |= choose(i, !found[i] && run.contains(keys[i]) ? run : null);
      }
      findChosen(any);
    }
    for (List<Run> level : list.levels()) {
      boolean any = false;
      for (int i = 0; i < count && !level.isEmpty(); i++) {
        any |= choose(i, found[i] ? null : RunList.holder(level, keys[i]));
      }
      findChosen(any);
    }
  }

  private boolean choose(int i, @Nullable Run run) {
    boolean possible = run != null && reader.mayContain(run, hashes[i]);
    trees[i] = possible && run != null ? run.main() : null;
    return possible;
  }

  private void findChosen(boolean any) {
    if (any) {
      reader.getMany(trees, keys, count, out, found);
    }
  }
}
