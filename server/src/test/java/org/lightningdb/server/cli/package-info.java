/** Tests of the command line. */
@NullMarked
package org.lightningdb.server.cli;

import org.jspecify.annotations.NullMarked;
