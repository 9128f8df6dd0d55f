package org.lightningdb.storage;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.block.ExtentCollector;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.cursor.VersionSource;
import org.lightningdb.storage.cursor.VersionedCursor;
import org.lightningdb.storage.layout.Layout;
import org.lightningdb.storage.layout.StoredVersions;
import org.lightningdb.storage.manifest.StoreRoot;
import org.lightningdb.storage.run.IngestedRun;

/**
 * Makes committed runs a part of what the layout keeps without writing them a second time.
 *
 * <p>A run can be adopted before sources older than it are flushed, and without them, if none of
 * them has a key, nor a deletion, in its range: then it does not matter which of the two comes
 * first. Newer sources are flushed onto the result anyway.
 */
final class RunAdoption {
  private final Layout layout;
  private final long horizon;
  private final ExtentCollector extents;

  /**
   * @param horizon as for {@link Layout#flush}
   */
  RunAdoption(Layout layout, long horizon, ExtentCollector extents) {
    this.layout = layout;
    this.horizon = horizon;
    this.extents = extents;
  }

  /**
   * @param base with what was adopted
   * @param left what remains to be flushed onto it, newest first
   */
  record Result(StoredVersions base, List<VersionSource> left) {}

  Result adopt(StoredVersions stored, List<VersionSource> newestFirst) {
    StoredVersions base = stored;
    List<VersionSource> left = new ArrayList<>();
    for (int i = newestFirst.size() - 1; i >= 0; i--) {
      VersionSource source = newestFirst.get(i);
      StoreRoot root = source instanceof IngestedRun run ? adopt(base, left, run) : null;
      if (root == null) {
        left.add(0, source);
      } else {
        base = layout.open(base.storeId(), base.spec(), root);
      }
    }
    return new Result(base, left);
  }

  private @Nullable StoreRoot adopt(
      StoredVersions base, List<VersionSource> older, IngestedRun run) {
    if (!run.isPlainTree()) {
      return null;
    }
    ByteRange range = run.range();
    for (VersionSource source : older) {
      if (hasAny(source, range)) {
        return null;
      }
    }
    return hasAny(base, range)
        ? null
        : layout.adopt(base, run.root().main(), run.commitTimestamp(), horizon, extents);
  }

  /** Whether there is a version or a deletion. */
  private static boolean hasAny(VersionSource source, ByteRange range) {
    try (VersionedCursor cursor = source.cursor(range, Long.MAX_VALUE - 1)) {
      return cursor.first();
    }
  }
}
