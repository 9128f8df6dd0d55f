/**
 * Typed column vectors and batches of rows: shapes without SQL meaning. Knows nobody. Start with
 * {@link org.lightningdb.storage.vector.VectorBatch}.
 */
@NullMarked
package org.lightningdb.storage.vector;

import org.jspecify.annotations.NullMarked;
