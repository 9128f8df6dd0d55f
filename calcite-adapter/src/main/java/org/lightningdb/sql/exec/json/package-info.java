/**
 * JSON documents and paths into them. Functions come in through {@link
 * org.lightningdb.sql.exec.json.JsonDocument} and {@link org.lightningdb.sql.exec.json.JsonPath};
 * read the latter first. Knows nothing of queries.
 */
@NullMarked
package org.lightningdb.sql.exec.json;

import org.jspecify.annotations.NullMarked;
