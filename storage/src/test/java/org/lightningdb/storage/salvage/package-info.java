@NullMarked
package org.lightningdb.storage.salvage;

import org.jspecify.annotations.NullMarked;
