/** The cursor contract test, kept by every cursor of the engine, and the tests of this room. */
@NullMarked
package org.lightningdb.storage.cursor;

import org.jspecify.annotations.NullMarked;
