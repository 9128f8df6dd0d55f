/** The roof of this module. */
@NullMarked
package org.lightningdb.sql.parser;

import org.jspecify.annotations.NullMarked;
