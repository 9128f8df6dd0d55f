/** Tests of the tour. */
@NullMarked
package org.lightningdb.server.demo;

import org.jspecify.annotations.NullMarked;
