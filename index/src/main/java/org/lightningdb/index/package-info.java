/** The roof of this module. */
@NullMarked
package org.lightningdb.index;

import org.jspecify.annotations.NullMarked;
