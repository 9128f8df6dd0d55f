@NullMarked
package org.lightningdb.storage.memory;

import org.jspecify.annotations.NullMarked;
