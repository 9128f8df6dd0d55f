package org.lightningdb.index.schema;

/**
 * That the identity column of a table began anew.
 *
 * @param start the number it began with
 * @param count how often it has begun anew, this time included: each has a counter of its own, so
 *     that a restart that is rolled back leaves no trace
 */
public record IdentityRestart(long start, int count) {}
