/** Tests of the server over HTTP. */
@NullMarked
package org.lightningdb.server.net;

import org.jspecify.annotations.NullMarked;
