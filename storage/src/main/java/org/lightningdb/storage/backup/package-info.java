/**
 * Copies of a running database: what a backup directory looks like, how it is written while writers
 * go on, how it is read again, and the archive of the log. Knows blocks, states and segments but no
 * engine; the engine comes in here. Start with {@link org.lightningdb.storage.backup.BackupWriter}.
 */
@NullMarked
package org.lightningdb.storage.backup;

import org.jspecify.annotations.NullMarked;
