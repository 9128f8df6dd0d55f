/** The roof of this module. */
@NullMarked
package org.lightningdb.sql;

import org.jspecify.annotations.NullMarked;
