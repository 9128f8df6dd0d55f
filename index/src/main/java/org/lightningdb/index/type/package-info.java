/**
 * SQL types, their values and their physical column kinds. Start with {@link
 * org.lightningdb.index.type.SqlType}.
 */
@NullMarked
package org.lightningdb.index.type;

import org.jspecify.annotations.NullMarked;
