package org.lightningdb.storage.manifest;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.lightningdb.storage.clock.TimeMap;

/**
 * What the database durably consists of at one checkpoint. Immutable; the stores are in ascending
 * order of id.
 *
 * @param databaseId drawn at creation, repeated in every file
 * @param formatVersion of the files; see {@link #FORMAT_VERSION}
 * @param generation number of this state; each one committed has one more than the one before
 * @param nextStoreId the smallest id never given to a store
 * @param flushedTimestamp every commit up to this one is in the roots
 * @param walFloorLsn replay starts here
 * @param dataFileName the file that root addresses point into
 * @param dataFileBytes length of the data file that the roots may refer to
 * @param stores by store id
 * @param times when commits up to the flushed timestamp happened
 */
public record DatabaseState(
    long databaseId,
    int formatVersion,
    long generation,
    long nextStoreId,
    long flushedTimestamp,
    long walFloorLsn,
    String dataFileName,
    long dataFileBytes,
    Map<Long, StoreEntry> stores,
    TimeMap times) {

  /** The oldest version that can be read; 1 was never released. */
  public static final int FORMAT_VERSION_MIN = 2;

  /** What this release writes. */
  public static final int FORMAT_VERSION = 2;

  public DatabaseState {
    TreeMap<Long, StoreEntry> sorted = new TreeMap<>(stores);
    for (Map.Entry<Long, StoreEntry> entry : sorted.entrySet()) {
      if (entry.getKey() != entry.getValue().storeId()) {
        throw new IllegalArgumentException("store " + entry + " is filed under a wrong id");
      }
    }
    stores = Collections.unmodifiableMap(sorted);
  }

  /** A database without stores, whose log starts at 0. */
  public static DatabaseState initial(long databaseId, String dataFileName) {
    return new DatabaseState(
        databaseId, FORMAT_VERSION, 0, 1, 0, 0, dataFileName, 0, Map.of(), TimeMap.empty());
  }

  DatabaseState withFormatVersion(int value) {
    return new DatabaseState(
        databaseId,
        value,
        generation,
        nextStoreId,
        flushedTimestamp,
        walFloorLsn,
        dataFileName,
        dataFileBytes,
        stores,
        times);
  }

  public DatabaseState withGeneration(long value) {
    return new DatabaseState(
        databaseId,
        formatVersion,
        value,
        nextStoreId,
        flushedTimestamp,
        walFloorLsn,
        dataFileName,
        dataFileBytes,
        stores,
        times);
  }

  public DatabaseState withNextStoreId(long value) {
    return new DatabaseState(
        databaseId,
        formatVersion,
        generation,
        value,
        flushedTimestamp,
        walFloorLsn,
        dataFileName,
        dataFileBytes,
        stores,
        times);
  }

  public DatabaseState withFlushedTimestamp(long value) {
    return new DatabaseState(
        databaseId,
        formatVersion,
        generation,
        nextStoreId,
        value,
        walFloorLsn,
        dataFileName,
        dataFileBytes,
        stores,
        times);
  }

  public DatabaseState withWalFloorLsn(long value) {
    return new DatabaseState(
        databaseId,
        formatVersion,
        generation,
        nextStoreId,
        flushedTimestamp,
        value,
        dataFileName,
        dataFileBytes,
        stores,
        times);
  }

  public DatabaseState withDataFile(String name, long bytes) {
    return new DatabaseState(
        databaseId,
        formatVersion,
        generation,
        nextStoreId,
        flushedTimestamp,
        walFloorLsn,
        name,
        bytes,
        stores,
        times);
  }

  public DatabaseState withStores(Map<Long, StoreEntry> value) {
    return new DatabaseState(
        databaseId,
        formatVersion,
        generation,
        nextStoreId,
        flushedTimestamp,
        walFloorLsn,
        dataFileName,
        dataFileBytes,
        value,
        times);
  }

  public DatabaseState withTimes(TimeMap value) {
    return new DatabaseState(
        databaseId,
        formatVersion,
        generation,
        nextStoreId,
        flushedTimestamp,
        walFloorLsn,
        dataFileName,
        dataFileBytes,
        stores,
        value);
  }

  /** With {@code entry} added, or in place of the one with its id. */
  public DatabaseState withStore(StoreEntry entry) {
    TreeMap<Long, StoreEntry> changed = new TreeMap<>(stores);
    changed.put(entry.storeId(), entry);
    return withStores(changed);
  }

  public DatabaseState withoutStore(long storeId) {
    TreeMap<Long, StoreEntry> changed = new TreeMap<>(stores);
    changed.remove(storeId);
    return withStores(changed);
  }
}
