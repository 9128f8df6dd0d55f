/**
 * How versions that left the delta are kept in blocks: the doors {@code Layout} and {@code
 * StoredVersions}, with one implementation a package, the copy-on-write B+Tree in {@code btree}.
 * {@code Layouts} chooses by the spec of a store.
 */
@NullMarked
package org.lightningdb.storage.layout;

import org.jspecify.annotations.NullMarked;
