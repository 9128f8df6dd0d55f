/**
 * Byte strings and byte ranges: what keys and values are made of. Knows nobody. Start with {@link
 * org.lightningdb.storage.bytes.Slice}.
 */
@NullMarked
package org.lightningdb.storage.bytes;

import org.jspecify.annotations.NullMarked;
