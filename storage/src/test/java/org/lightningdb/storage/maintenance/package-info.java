@NullMarked
package org.lightningdb.storage.maintenance;

import org.jspecify.annotations.NullMarked;
