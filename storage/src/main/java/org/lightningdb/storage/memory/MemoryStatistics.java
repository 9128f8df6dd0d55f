package org.lightningdb.storage.memory;

/**
 * How the budget is used now.
 *
 * @param bytesMax the budget
 * @param watchedBytes held by what cannot be refused: commits not yet written out
 * @param reservedBytes set aside for queries
 * @param cacheBytesMax what the block cache may hold now
 * @param refusals reservations refused since the start
 */
public record MemoryStatistics(
    long bytesMax, long watchedBytes, long reservedBytes, long cacheBytesMax, long refusals) {}
