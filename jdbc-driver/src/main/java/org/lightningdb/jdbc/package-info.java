/** The roof of this module. */
@NullMarked
package org.lightningdb.jdbc;

import org.jspecify.annotations.NullMarked;
