/** Tests of temporary files. */
@NullMarked
package org.lightningdb.storage.scratch;

import org.jspecify.annotations.NullMarked;
