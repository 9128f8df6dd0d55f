/** Tests of the B+Tree layout: random merges beside a sorted map, space, corruption, reopening. */
@NullMarked
package org.lightningdb.storage.layout.btree;

import org.jspecify.annotations.NullMarked;
