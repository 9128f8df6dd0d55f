/**
 * The tables of INFORMATION_SCHEMA, computed from the catalog when they are read. Read by people
 * and by the driver's metadata, so columns are added, never changed. Knows bind and exec. Start
 * with {@link org.lightningdb.sql.information.InformationSchema}.
 */
@NullMarked
package org.lightningdb.sql.information;

import org.jspecify.annotations.NullMarked;
