package org.lightningdb.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lightningdb.index.access.Database;
import org.lightningdb.index.access.QueryMemory;
import org.lightningdb.index.access.QueryScratch;
import org.lightningdb.index.access.Transaction;
import org.lightningdb.index.catalog.CatalogCache;
import org.lightningdb.index.catalog.CatalogRows;
import org.lightningdb.index.catalog.CatalogServices;
import org.lightningdb.index.catalog.TransactionCatalog;
import org.lightningdb.index.catalog.WriteTimes;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.profile.Profiles;
import org.lightningdb.index.schema.CatalogSnapshot;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.table.StorageErrors;
import org.lightningdb.index.table.TableCounters;
import org.lightningdb.index.table.TableLocks;
import org.lightningdb.index.table.Tables;
import org.lightningdb.storage.Engine;
import org.lightningdb.storage.EngineServices;
import org.lightningdb.storage.EngineStatistics;
import org.lightningdb.storage.LightningEngine;
import org.lightningdb.storage.block.ReadCounts;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.memory.MemoryStatistics;
import org.lightningdb.storage.scratch.ScratchStatistics;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.vfs.Vfs;
import org.lightningdb.storage.wal.WalStatistics;

/** Tables, indexes and their catalog over one storage engine. Thread-safe. */
public final class RelationalDatabase implements Database {
  private static final System.Logger LOGGER = System.getLogger(RelationalDatabase.class.getName());

  private final Engine engine;
  private final EngineOptions options;
  private final String location;
  private final CatalogServices services;

  private RelationalDatabase(Engine engine, EngineOptions options, String location) {
    this.engine = engine;
    this.options = options;
    this.location = location;
    TableCounters counters = new TableCounters(engine);
    this.services =
        new CatalogServices(
            engine,
            new CatalogCache(engine),
            new TableLocks(options.transactions().lockTimeoutMillis()),
            counters,
            new Tables(counters, engine.scratch()),
            new WriteTimes(),
            new Profiles(engine));
  }

  /**
   * Opens the database in {@code vfs}, creating it if the options allow; recovers it if it was not
   * closed. The caller keeps {@code vfs} and closes it after the database.
   *
   * @throws org.lightningdb.index.error.DbException 55006 if it is open already, here or in another
   *     process, 08001 if there is none, it is not a database or of a later version, XX001 if it is
   *     damaged
   */
  public static RelationalDatabase open(Vfs vfs, EngineOptions options, EngineServices services) {
    String location = vfs.describe();
    LightningEngine engine;
    try {
      engine = LightningEngine.open(vfs, options, services);
    } catch (StorageException e) {
      throw StorageErrors.translateOpen(e);
    }
    boolean opened = false;
    try {
      CatalogRows.initialize(engine);
      RelationalDatabase database = new RelationalDatabase(engine, options, location);
      opened = true;
      return database;
    } finally {
      if (!opened) {
        engine.close();
      }
    }
  }

  /**
   * A database over an open engine, which it closes with itself; an empty engine gets a catalog
   * with the default schema. If this fails the engine stays open.
   *
   * @param location for messages
   */
  public static RelationalDatabase over(Engine engine, EngineOptions options, String location) {
    CatalogRows.initialize(engine);
    return new RelationalDatabase(engine, options, location);
  }

  @Override
  public Transaction begin(Isolation isolation, boolean readOnly) {
    try {
      return new RelationalTransaction(
          services, TransactionCatalog.begin(services, isolation, readOnly));
    } catch (StorageException e) {
      throw StorageErrors.translate(e);
    }
  }

  @Override
  public CatalogSnapshot catalog() {
    return services.cache().newest();
  }

  @Override
  public QueryMemory memory() {
    return new PooledQueryMemory(engine.memory());
  }

  @Override
  public QueryScratch scratch() {
    return new StoredQueryScratch(engine.scratch());
  }

  @Override
  public void checkpoint() {
    try {
      engine.checkpoint();
    } catch (StorageException e) {
      throw StorageErrors.translate(e);
    }
  }

  @Override
  public long lockTimeoutMillis() {
    return options.transactions().lockTimeoutMillis();
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("location", location);
    settings.put("durability", options.log().durability().name());
    settings.put("group_delay_micros", Long.toString(options.log().groupDelayMicros()));
    settings.put("group_size", Integer.toString(options.log().groupSize()));
    settings.put("interval_millis", Long.toString(options.log().intervalMillis()));
    settings.put("lock_timeout_millis", Long.toString(options.transactions().lockTimeoutMillis()));
    settings.put("cache_bytes_max", Long.toString(options.memory().cacheBytesMax()));
    settings.put("delta_bytes_max", Long.toString(options.memory().deltaBytesMax()));
    MemoryStatistics memory = engine.memory().statistics();
    settings.put("memory_budget_bytes", Long.toString(memory.bytesMax()));
    settings.put("memory_reserved_bytes", Long.toString(memory.reservedBytes()));
    settings.put("memory_cache_bytes_max", Long.toString(memory.cacheBytesMax()));
    settings.put("memory_refusals", Long.toString(memory.refusals()));
    ScratchStatistics scratch = engine.scratch().statistics();
    settings.put("scratch_files_open", Integer.toString(scratch.filesOpen()));
    settings.put("scratch_bytes", Long.toString(scratch.bytes()));
    settings.put("scratch_bytes_written", Long.toString(scratch.bytesWritten()));
    settings.put("wal_segment_bytes", Integer.toString(options.log().segmentBytes()));
    settings.put("wal_bytes_max", Long.toString(options.log().bytesMax()));
    settings.put("block_bytes", Integer.toString(options.blocks().blockBytes()));
    EngineStatistics statistics = engine.statistics();
    settings.put("wal_records", Long.toString(statistics.walRecords()));
    settings.put("wal_forces", Long.toString(statistics.walForces()));
    WalStatistics wal = statistics.wal();
    settings.put("wal_batch_records_mean", Long.toString(Math.round(wal.batchRecordsMean())));
    settings.put("wal_batch_records_max", Long.toString(wal.batchRecordsMax()));
    settings.put("wal_batch_micros_mean", Long.toString(Math.round(wal.batchNanosMean() / 1000)));
    settings.put("wal_batch_micros_max", Long.toString(wal.batchNanosMax() / 1000));
    settings.put("wal_micros_since_batch", Long.toString(wal.nanosSinceBatch() / 1000));
    settings.put("wal_archived_lsn", Long.toString(statistics.archive().archivedLsn()));
    settings.put("wal_archive_failures", Long.toString(statistics.archive().failures()));
    settings.put("wal_bytes_live", Long.toString(statistics.walBytesLive()));
    settings.put("checkpoints", Long.toString(statistics.checkpoints()));
    settings.put("delta_bytes", Long.toString(statistics.deltaBytes()));
    settings.put("data_bytes", Long.toString(statistics.dataBytes()));
    ReadCounts reads = statistics.reads();
    settings.put("read_calls", Long.toString(reads.calls()));
    settings.put("read_blocks", Long.toString(reads.blocks()));
    settings.put("read_bytes", Long.toString(reads.bytes()));
    settings.put("read_ahead_blocks", Long.toString(reads.aheadBlocks()));
    settings.put("read_ahead_blocks_used", Long.toString(reads.aheadUsed()));
    settings.put("visible_timestamp", Long.toString(statistics.visibleTimestamp()));
    return settings;
  }

  @Override
  public List<String> check() {
    List<String> defects = new ArrayList<>(engineDefects());
    try (ReadView view = engine.view()) {
      for (TableDescriptor table : services.cache().read(view).tables().values()) {
        defects.addAll(services.tables().check(view, table));
      }
    } catch (StorageException e) {
      throw StorageErrors.translate(e);
    }
    return defects;
  }

  private List<String> engineDefects() {
    try {
      return engine instanceof LightningEngine checked ? checked.check().problems() : List.of();
    } catch (StorageException e) {
      throw StorageErrors.translate(e);
    }
  }

  @Override
  public String describe() {
    return location;
  }

  @Override
  public void close() {
    giveNumbersBack();
    try {
      engine.close();
    } catch (StorageException e) {
      throw StorageErrors.translate(e);
    }
  }

  /**
   * Only saves gaps in the numbers; a full or broken disk must not keep the engine from closing.
   */
  private void giveNumbersBack() {
    try {
      services.counters().giveBack();
    } catch (DbException e) {
      LOGGER.log(System.Logger.Level.WARNING, "unused identity numbers are lost", e);
    }
  }
}
