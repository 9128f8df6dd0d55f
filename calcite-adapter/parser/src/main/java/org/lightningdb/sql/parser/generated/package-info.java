/**
 * The parser that the build generates from Calcite's grammar templates and ours; nothing here is
 * written by hand, and only {@link org.lightningdb.sql.parser.LightningParser} calls it.
 */
package org.lightningdb.sql.parser.generated;
