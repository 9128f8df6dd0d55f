/** Stored databases of every format version, and how the one of a new version is made. */
@NullMarked
package org.lightningdb.storage.formats;

import org.jspecify.annotations.NullMarked;
