/**
 * Who works in the background of an engine, and how that goes. Knows nothing of what the tasks do;
 * every room that has a thread of its own registers it here. Start with {@link
 * org.lightningdb.storage.maintenance.BackgroundTasks}.
 */
@NullMarked
package org.lightningdb.storage.maintenance;

import org.jspecify.annotations.NullMarked;
