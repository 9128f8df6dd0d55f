/**
 * The door between SQL and data: database, transaction, table access, key ranges. Interfaces and
 * plain values only. Start with {@link org.lightningdb.index.access.Database}.
 */
@NullMarked
package org.lightningdb.index.access;

import org.jspecify.annotations.NullMarked;
