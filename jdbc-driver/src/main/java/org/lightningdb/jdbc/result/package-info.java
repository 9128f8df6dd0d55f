/**
 * Results: rows over a link, their metadata, and rows kept in memory. Knows the link and the value
 * conversions. Start with {@link org.lightningdb.jdbc.result.LightningResultSet}.
 */
@NullMarked
package org.lightningdb.jdbc.result;

import org.jspecify.annotations.NullMarked;
