/** Tests of the rooms of the same name. */
@NullMarked
package org.lightningdb.sql.exec.window;

import org.jspecify.annotations.NullMarked;
