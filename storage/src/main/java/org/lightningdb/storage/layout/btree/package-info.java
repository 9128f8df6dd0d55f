/**
 * The copy-on-write B+Tree layout: a flush merges the sorted delta into the touched leaves and
 * switches the root in the manifest. Start with {@link
 * org.lightningdb.storage.layout.btree.BlockTrees}, then {@code TreeMerge}.
 */
@NullMarked
package org.lightningdb.storage.layout.btree;

import org.jspecify.annotations.NullMarked;
