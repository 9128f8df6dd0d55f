/**
 * Readable SQL tests: a script holds SQL, plans, rows and errors; it runs over memory, a directory
 * and the network. Start with {@link org.lightningdb.sqltests.script.SqlScript}.
 */
@NullMarked
package org.lightningdb.sqltests.script;

import org.jspecify.annotations.NullMarked;
