/**
 * Aggregate functions: what is computed for each group, kept in arrays indexed by group number. One
 * class a family. Knows batches and expressions. Start with {@link
 * org.lightningdb.sql.exec.aggregate.AggregateFunction}.
 */
@NullMarked
package org.lightningdb.sql.exec.aggregate;

import org.jspecify.annotations.NullMarked;
