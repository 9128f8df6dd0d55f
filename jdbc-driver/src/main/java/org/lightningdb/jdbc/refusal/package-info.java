/**
 * Everything of java.sql that this driver refuses, each with a clear
 * SQLFeatureNotSupportedException, so that the real classes stay short. Knows only the link. Start
 * anywhere.
 */
@NullMarked
package org.lightningdb.jdbc.refusal;

import org.jspecify.annotations.NullMarked;
