package org.lightningdb.storage.layout.lsm;

import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.manifest.TreeRoot;

/** Run descriptors without blocks behind them. */
final class Runs {
  private long nextAddress = 1;

  static Slice key(int number) {
    return Slice.utf8(String.format(Locale.ROOT, "%08d", number));
  }

  Run run(int first, int last, long entries, long bytes, long tombstones, long timestamp) {
    return run(first, last, entries, bytes, tombstones, timestamp, null);
  }

  Run run(
      int first,
      int last,
      long entries,
      long bytes,
      long tombstones,
      long timestamp,
      @Nullable TreeRoot history) {
    return new Run(
        new TreeRoot(nextAddress++, 1, entries, bytes),
        history,
        0,
        key(first),
        key(last),
        tombstones,
        tombstones == 0 ? 0 : timestamp,
        history == null ? 0 : timestamp,
        timestamp);
  }

  Run random(Random random, int keys) {
    int first = random.nextInt(keys);
    int last = first + random.nextInt(keys - first);
    long entries = 1L + random.nextInt(1000);
    long tombstones = random.nextInt(3) == 0 ? random.nextInt((int) entries + 1) : 0;
    TreeRoot history =
        random.nextInt(3) == 0 ? new TreeRoot(nextAddress++, 2, 5, random.nextInt(999)) : null;
    return run(
        first, last, entries, 100L * entries, tombstones, 1L + random.nextInt(1 << 20), history);
  }
}
