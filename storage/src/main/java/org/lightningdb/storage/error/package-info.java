/**
 * The few ways in which storage fails, divided by what the caller must do. Start with {@link
 * org.lightningdb.storage.error.StorageException}.
 */
@NullMarked
package org.lightningdb.storage.error;

import org.jspecify.annotations.NullMarked;
