/** Random queries, answered by this database and by another one. */
@NullMarked
package org.lightningdb.sql.differential;

import org.jspecify.annotations.NullMarked;
