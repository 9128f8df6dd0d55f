/**
 * The only room that touches files. Everything durable goes through {@link
 * org.lightningdb.storage.vfs.Vfs}; the simulated disk lives beside the real one and also carries
 * in-memory databases.
 */
@NullMarked
package org.lightningdb.storage.vfs;

import org.jspecify.annotations.NullMarked;
