/** Tests of the parser. */
@NullMarked
package org.lightningdb.sql.parser;

import org.jspecify.annotations.NullMarked;
