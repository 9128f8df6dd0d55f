package org.lightningdb.index.table;

import org.lightningdb.storage.bytes.ByteRange;

/**
 * A range of an index in bytes.
 *
 * @param point whether it can hold only the key {@code bytes.lower()}
 */
record EntryRange(ByteRange bytes, boolean point) {}
