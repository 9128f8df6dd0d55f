/**
 * Values to bytes and back: keys whose byte order is the order of values, rows whose columns can be
 * read one by one, and the page that lists every store id and key prefix. Knows types and storage's
 * bytes and vectors, no tables. Start with {@link org.lightningdb.index.codec.KeyCodec}.
 */
@NullMarked
package org.lightningdb.index.codec;

import org.jspecify.annotations.NullMarked;
