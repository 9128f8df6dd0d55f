/**
 * Names as users write them: finding the object meant, and the nearest one if there is none. Knows
 * nobody. Start with {@link org.lightningdb.sql.name.NearestName}.
 */
@NullMarked
package org.lightningdb.sql.name;

import org.jspecify.annotations.NullMarked;
