/** The door between a flushed delta and the blocks on disk; one implementation a package. */
@NullMarked
package org.lightningdb.storage.layout;

import org.jspecify.annotations.NullMarked;
