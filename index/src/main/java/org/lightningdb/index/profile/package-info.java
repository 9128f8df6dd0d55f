/**
 * Statistics of tables for the planner: how they are collected, kept in the catalog and read. Start
 * with {@link org.lightningdb.index.profile.ProfileCollector}; to ask for fractions of rows, see
 * {@link org.lightningdb.index.profile.ValueFractions}.
 */
@NullMarked
package org.lightningdb.index.profile;

import org.jspecify.annotations.NullMarked;
