package org.lightningdb.storage.backup;

/**
 * What a backup holds.
 *
 * @param backupId of this backup
 * @param parentId of the backup that it adds to; 0 for a full one
 * @param timestamp of the newest commit in it
 * @param blocks copied
 * @param bytes copied
 * @param subtreesShared parts of trees that the parent has and that were not even read
 */
public record BackupReport(
    long backupId, long parentId, long timestamp, long blocks, long bytes, long subtreesShared) {}
