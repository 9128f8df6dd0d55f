/**
 * Saves what can still be read of a damaged database into a new one. Stands above the engine, which
 * it fills; the command line comes in here. Start with {@link
 * org.lightningdb.storage.salvage.Salvage}.
 */
@NullMarked
package org.lightningdb.storage.salvage;

import org.jspecify.annotations.NullMarked;
