/**
 * What the database says about itself: constants, and SQL over INFORMATION_SCHEMA, so that the
 * answers are the same embedded and remote. Knows link, value and result. Start with {@link
 * org.lightningdb.jdbc.metadata.LightningDatabaseMetaData}.
 */
@NullMarked
package org.lightningdb.jdbc.metadata;

import org.jspecify.annotations.NullMarked;
