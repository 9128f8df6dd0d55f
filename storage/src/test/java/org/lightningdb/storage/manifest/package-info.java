/** Tests of the manifest: history, damage, crashes, a full disk, foreign files. */
@NullMarked
package org.lightningdb.storage.manifest;

import org.jspecify.annotations.NullMarked;
