/**
 * Makes a database of backups and an archived log. Stands above the engine, which it uses to apply
 * the log; the command line comes in here. Start with {@link
 * org.lightningdb.storage.restore.Restore}.
 */
@NullMarked
package org.lightningdb.storage.restore;

import org.jspecify.annotations.NullMarked;
