package org.lightningdb.storage.manifest;

/**
 * Where a tree of blocks begins and what it holds.
 *
 * @param address of the root block; only the layout knows what it means
 * @param height number of levels, 1 for a single leaf
 * @param entries in all leaves
 * @param bytes of raw keys and values in all leaves
 */
public record TreeRoot(long address, int height, long entries, long bytes) {}
