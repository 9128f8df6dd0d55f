/** Tests of planning and execution together. */
@NullMarked
package org.lightningdb.sql.lower;

import org.jspecify.annotations.NullMarked;
