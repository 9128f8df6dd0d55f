/**
 * What can go wrong above storage, with its SQLState. Knows nobody. Start with {@link
 * org.lightningdb.index.error.SqlState}.
 */
@NullMarked
package org.lightningdb.index.error;

import org.jspecify.annotations.NullMarked;
