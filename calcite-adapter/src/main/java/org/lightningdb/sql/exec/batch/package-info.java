/**
 * What operators hand to each other: borrowed columns and the positions that count. Knows only
 * vectors. Start with {@link org.lightningdb.sql.exec.batch.Batch}.
 */
@NullMarked
package org.lightningdb.sql.exec.batch;

import org.jspecify.annotations.NullMarked;
