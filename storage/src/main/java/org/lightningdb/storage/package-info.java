/**
 * The roof of the storage engine: opening, wiring, checkpoints and the structural checker.
 * Everybody above storage comes in here, by {@link org.lightningdb.storage.Engine}. Start with
 * {@link org.lightningdb.storage.LightningEngine}, then the checkpoint writer.
 */
@NullMarked
package org.lightningdb.storage;

import org.jspecify.annotations.NullMarked;
