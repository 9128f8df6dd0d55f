package org.lightningdb.storage.layout;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.block.ExtentCollector;
import org.lightningdb.storage.cursor.VersionedCursor;
import org.lightningdb.storage.manifest.StoreRoot;
import org.lightningdb.storage.manifest.TreeRoot;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.spec.StoreSpec.LayoutKind;

/** Every layout there is, behind the door of one: the spec of a store chooses. */
public final class Layouts implements Layout {
  private final Map<LayoutKind, Layout> byKind;

  public Layouts(Map<LayoutKind, Layout> byKind) {
    this.byKind = new EnumMap<>(byKind);
  }

  private Layout of(StoreSpec spec) {
    Layout layout = byKind.get(spec.layout());
    if (layout == null) {
      throw new IllegalArgumentException("no layout is wired for " + spec.layout());
    }
    return layout;
  }

  @Override
  public StoredVersions open(long storeId, StoreSpec spec, @Nullable StoreRoot root) {
    return of(spec).open(storeId, spec, root);
  }

  @Override
  public @Nullable StoreRoot trim(StoredVersions base, long horizon, ExtentCollector extents) {
    return of(base.spec()).trim(base, horizon, extents);
  }

  @Override
  public @Nullable StoreRoot move(
      StoredVersions base, LongPredicate moves, ExtentCollector extents) {
    return of(base.spec()).move(base, moves, extents);
  }

  @Override
  public @Nullable StoreRoot adopt(
      StoredVersions base, TreeRoot run, long timestamp, long horizon, ExtentCollector extents) {
    return of(base.spec()).adopt(base, run, timestamp, horizon, extents);
  }

  @Override
  public @Nullable StoreRoot flush(
      StoredVersions base, VersionedCursor changes, long horizon, ExtentCollector extents) {
    return of(base.spec()).flush(base, changes, horizon, extents);
  }
}
