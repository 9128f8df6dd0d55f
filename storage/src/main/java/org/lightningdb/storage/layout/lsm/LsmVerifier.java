package org.lightningdb.storage.layout.lsm;

import java.util.function.Consumer;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.VersionedCursor;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.layout.history.HistoryVerifier;
import org.lightningdb.storage.manifest.TreeRoot;

/**
 * Reads a whole store and compares what its runs hold with what the list says of them: the trees,
 * first and last keys, deletions, latest commits, and that each filter knows every key of its run.
 */
final class LsmVerifier {
  private final RunReader reader;
  private final Consumer<String> report;

  LsmVerifier(RunReader reader, Consumer<String> report) {
    this.reader = reader;
    this.report = report;
  }

  void verify(TreeRoot place) {
    RunList runs;
    try {
      runs = reader.list(place.address());
    } catch (StorageException e) {
      report.accept("the list of runs cannot be read: " + e.getMessage());
      return;
    }
    if (runs.entries() != place.entries() || runs.bytes() != place.bytes()) {
      report.accept(
          reader.place(place.address())
              + ": root says "
              + place
              + " but the runs hold "
              + runs.entries()
              + " entries and "
              + runs.bytes()
              + " bytes");
    }
    runs.all().forEach(this::verify);
  }

  private void verify(Run run) {
    reader.verifyTrees(run, report);
    try {
      verifyContent(run);
    } catch (StorageException e) {
      report.accept(reader.place(run.address()) + ": the run cannot be read: " + e.getMessage());
    }
  }

  private void verifyContent(Run run) {
    Slice filter = run.filterAddress() == 0 ? null : reader.filter(run);
    Slice first = null;
    byte[] last = new byte[0];
    long tombstones = 0;
    long newestTombstone = 0;
    long newest = 0;
    try (VersionedCursor cursor = reader.cursor(run, ByteRange.all(), Long.MAX_VALUE)) {
      for (boolean stands = cursor.first(); stands; stands = cursor.next()) {
        Slice key = cursor.key();
        if (filter != null && !BloomFilter.mayContain(filter, KeyHash.of(key))) {
          flaw(run, "the filter does not know the key " + key);
        }
        first = first == null ? key.copy() : first;
        last = key.toByteArray();
        newest = Math.max(newest, cursor.commitTimestamp());
        if (cursor.tombstone()) {
          tombstones++;
          newestTombstone = Math.max(newestTombstone, cursor.commitTimestamp());
        }
      }
    }
    verifyHistory(run);
    if (!run.firstKey().equals(first) || !run.lastKey().equals(new Slice(last))) {
      flaw(run, "it holds the keys from " + first + " to " + new Slice(last) + ", not as " + run);
    }
    if (tombstones != run.tombstones()
        || newestTombstone != run.newestTombstone()
        || newest != run.maxTimestamp()) {
      flaw(run, "deletions or timestamps are not as the list says: " + run);
    }
  }

  private void verifyHistory(Run run) {
    try (VersionedCursor rows = reader.historyRows(run, ByteRange.all());
        VersionedCursor newest = reader.cursor(run, ByteRange.all(), Long.MAX_VALUE)) {
      new HistoryVerifier(rows, newest, what -> flaw(run, what)).verify();
    }
  }

  private void flaw(Run run, String what) {
    report.accept(reader.place(run.address()) + ": " + what);
  }
}
