/** The roof of the storage engine: opening, wiring and the structural checker. */
@NullMarked
package org.lightningdb.storage;

import org.jspecify.annotations.NullMarked;
