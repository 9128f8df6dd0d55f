/** Tests of the disks, real and simulated. */
@NullMarked
package org.lightningdb.storage.vfs;

import org.jspecify.annotations.NullMarked;
