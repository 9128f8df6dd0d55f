/**
 * What a layout on disk tells the floors above; one implementation a package, the copy-on-write
 * B+Tree in {@code btree}.
 */
@NullMarked
package org.lightningdb.storage.layout;

import org.jspecify.annotations.NullMarked;
