package org.lightningdb.storage.salvage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lightningdb.storage.bytes.Slice;

/** What a salvage saved and what it did not. Filled by one thread, then only read. */
public final class SalvageReport {
  private static final int LINES_MAX = 1000;

  private final List<String> findings = new ArrayList<>();
  private final List<LostRange> lostRanges = new ArrayList<>();
  private final List<String> uncertainKeys = new ArrayList<>();
  private final Map<Long, Long> rowsByStore = new TreeMap<>();
  private long uncertainRows;
  private long logRecords;
  private long commitsMissing;

  void finding(String text) {
    findings.add(text);
  }

  void lost(LostRange range) {
    lostRanges.add(range);
  }

  void store(long storeId) {
    if (storeId > 0) {
      rowsByStore.putIfAbsent(storeId, 0L);
    }
  }

  void row(long storeId) {
    if (storeId > 0) {
      rowsByStore.merge(storeId, 1L, Long::sum);
    }
  }

  void uncertain(long storeId, Slice key, long commitTimestamp) {
    uncertainRows++;
    if (uncertainKeys.size() < LINES_MAX) {
      uncertainKeys.add("store " + storeId + ", key " + key + ", of commit " + commitTimestamp);
    }
  }

  void commit() {
    logRecords++;
  }

  void missing(long commits) {
    commitsMissing += commits;
  }

  /** Whether everything was saved, as it was. */
  public boolean complete() {
    return findings.isEmpty() && lostRanges.isEmpty() && commitsMissing == 0;
  }

  /** What was damaged besides trees: superblock, manifest, log, whole files. */
  public List<String> findings() {
    return List.copyOf(findings);
  }

  /** The parts of stores that could not be read as they were. */
  public List<LostRange> lostRanges() {
    return List.copyOf(lostRanges);
  }

  /** Rows written into the new database from the trees, by store. */
  public Map<Long, Long> rowsByStore() {
    return Map.copyOf(rowsByStore);
  }

  /**
   * Rows of lost ranges for which an older block was found. Each was committed with exactly that
   * value once; it may have been changed or deleted since.
   */
  public long uncertainRows() {
    return uncertainRows;
  }

  /** The first thousand of the uncertain rows, in words. */
  public List<String> uncertainKeys() {
    return List.copyOf(uncertainKeys);
  }

  /** Commits taken from the log. */
  public long logRecords() {
    return logRecords;
  }

  /** Commits that the log should hold but that could not be read. */
  public long commitsMissing() {
    return commitsMissing;
  }

  @Override
  public String toString() {
    return "rows "
        + rowsByStore
        + ", uncertain "
        + uncertainRows
        + ", commits of the log "
        + logRecords
        + ", missing "
        + commitsMissing
        + ", lost "
        + lostRanges
        + ", findings "
        + findings;
  }
}
