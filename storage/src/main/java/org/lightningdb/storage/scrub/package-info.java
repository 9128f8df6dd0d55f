/**
 * Reads everything on the disk again and again, slowly, so that rot is found while a backup still
 * has what rotted. Start with {@link org.lightningdb.storage.scrub.Scrubber}.
 */
@NullMarked
package org.lightningdb.storage.scrub;

import org.jspecify.annotations.NullMarked;
