/**
 * A table over ordered stores: the primary index holds the rows, secondary indexes lead to them;
 * scans, writes with their constraints, table locks, counters, index builds and their check. Knows
 * codec, types, descriptors and storage; no catalog. Start with {@link
 * org.lightningdb.index.table.TableLayout}.
 */
@NullMarked
package org.lightningdb.index.table;

import org.jspecify.annotations.NullMarked;
