@NullMarked
package org.lightningdb.storage.backup;

import org.jspecify.annotations.NullMarked;
