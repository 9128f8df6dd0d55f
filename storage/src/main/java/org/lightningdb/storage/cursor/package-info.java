/**
 * The one cursor contract of every floor. A scan is a stack of small cursors. Start with {@link
 * org.lightningdb.storage.cursor.Cursor}.
 */
@NullMarked
package org.lightningdb.storage.cursor;

import org.jspecify.annotations.NullMarked;
