/**
 * The guided tour: loads TPC-H, asks, is killed, comes back. Only {@code java.sql} and the console:
 * what it shows, any program could do. Called by the command line. Start with {@link
 * org.lightningdb.server.demo.Demo}.
 */
@NullMarked
package org.lightningdb.server.demo;

import org.jspecify.annotations.NullMarked;
