package org.lightningdb.benchmarks.peers.engine;

/**
 * How an engine is opened.
 *
 * @param durable whether the engine is opened for {@link KeyValuePeer#putDurable}; engines that
 *     decide this for the whole environment need to know it at open
 * @param cacheBytes budget of the cache of blocks or pages
 */
public record PeerOptions(boolean durable, long cacheBytes) {}
