/** The roof of this module. */
@NullMarked
package org.lightningdb.server;

import org.jspecify.annotations.NullMarked;
