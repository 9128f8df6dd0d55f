/**
 * Statement texts that differ only in literals, found to be alike without parsing. Knows neither
 * catalog nor plans. Start with {@link org.lightningdb.sql.template.StatementText}.
 */
@NullMarked
package org.lightningdb.sql.template;

import org.jspecify.annotations.NullMarked;
