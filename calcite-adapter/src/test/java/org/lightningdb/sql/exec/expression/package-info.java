/** Tests of the rooms of the same name. */
@NullMarked
package org.lightningdb.sql.exec.expression;

import org.jspecify.annotations.NullMarked;
