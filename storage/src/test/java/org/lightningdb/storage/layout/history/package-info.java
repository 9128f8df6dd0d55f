@NullMarked
package org.lightningdb.storage.layout.history;

import org.jspecify.annotations.NullMarked;
