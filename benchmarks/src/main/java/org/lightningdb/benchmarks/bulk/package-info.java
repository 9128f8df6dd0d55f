/**
 * Many rows in one statement: copying a table, building an index, loading by a batch. Start with
 * {@link org.lightningdb.benchmarks.bulk.BulkComparison}.
 */
@NullMarked
package org.lightningdb.benchmarks.bulk;

import org.jspecify.annotations.NullMarked;
