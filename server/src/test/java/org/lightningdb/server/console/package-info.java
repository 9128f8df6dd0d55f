/** Tests of text output. */
@NullMarked
package org.lightningdb.server.console;

import org.jspecify.annotations.NullMarked;
