/**
 * Text for people: headings, tables, marks, with colour and signs only where the terminal shows
 * them. Used by the command line and the demo; knows only {@code java.sql}. Start with {@link
 * org.lightningdb.server.console.Screen}.
 */
@NullMarked
package org.lightningdb.server.console;

import org.jspecify.annotations.NullMarked;
