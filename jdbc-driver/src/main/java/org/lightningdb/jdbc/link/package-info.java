/**
 * The door between the java.sql classes and whatever runs the SQL, in this process or across a
 * network. Interfaces and plain values only; knows no class of the engine. Start with {@link
 * org.lightningdb.jdbc.link.Link}.
 */
@NullMarked
package org.lightningdb.jdbc.link;

import org.jspecify.annotations.NullMarked;
