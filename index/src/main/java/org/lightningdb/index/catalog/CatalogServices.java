package org.lightningdb.index.catalog;

import org.lightningdb.index.profile.Profiles;
import org.lightningdb.index.table.TableCounters;
import org.lightningdb.index.table.TableLocks;
import org.lightningdb.index.table.Tables;
import org.lightningdb.storage.Engine;

/** What all transactions of one database share. */
public record CatalogServices(
    Engine engine,
    CatalogCache cache,
    TableLocks locks,
    TableCounters counters,
    Tables tables,
    WriteTimes writeTimes,
    Profiles profiles) {}
