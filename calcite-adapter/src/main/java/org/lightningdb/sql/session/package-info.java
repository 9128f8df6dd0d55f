/**
 * Sessions: one connection's transaction, settings and statements. The door of this module. Start
 * with {@link org.lightningdb.sql.session.Session}.
 */
@NullMarked
package org.lightningdb.sql.session;

import org.jspecify.annotations.NullMarked;
