/**
 * When commits happened: the way between commit timestamps, which count commits, and the clock on
 * the wall. The commit pipeline notes each commit, the manifest keeps what was noted, and views of
 * the past and retention ask. Start with {@link org.lightningdb.storage.clock.TimeMap}.
 */
@NullMarked
package org.lightningdb.storage.clock;

import org.jspecify.annotations.NullMarked;
