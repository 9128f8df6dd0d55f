/** What the database consists of: superblock, manifest log and the immutable file set. */
@NullMarked
package org.lightningdb.storage.manifest;

import org.jspecify.annotations.NullMarked;
