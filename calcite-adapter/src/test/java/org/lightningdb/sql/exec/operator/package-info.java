/** Tests of the rooms of the same name. */
@NullMarked
package org.lightningdb.sql.exec.operator;

import org.jspecify.annotations.NullMarked;
