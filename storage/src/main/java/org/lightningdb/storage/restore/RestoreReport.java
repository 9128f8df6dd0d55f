package org.lightningdb.storage.restore;

/**
 * What a restore made.
 *
 * @param backups used, the full one and increments
 * @param timestamp of the newest commit in the new database
 * @param commitsApplied from the archived log
 */
public record RestoreReport(int backups, long timestamp, long commitsApplied) {}
