/**
 * Java values on their way in and out: conversions, large objects, text forms. Knows only the link.
 * Start with {@link org.lightningdb.jdbc.value.Reading}.
 */
@NullMarked
package org.lightningdb.jdbc.value;

import org.jspecify.annotations.NullMarked;
