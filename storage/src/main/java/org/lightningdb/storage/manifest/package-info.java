/**
 * What the database durably consists of: superblock, manifest and the states in them. Written by
 * checkpoints, read by recovery. Start with {@link org.lightningdb.storage.manifest.DatabaseState},
 * then {@link org.lightningdb.storage.manifest.ManifestLog}.
 */
@NullMarked
package org.lightningdb.storage.manifest;

import org.jspecify.annotations.NullMarked;
