@NullMarked
package org.lightningdb.storage.clock;

import org.jspecify.annotations.NullMarked;
