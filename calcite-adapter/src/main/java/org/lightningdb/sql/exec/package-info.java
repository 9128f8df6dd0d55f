/**
 * Running plans: operators over column batches. Knows no Calcite class. Start with {@link
 * org.lightningdb.sql.exec.PreparedPlan}.
 */
@NullMarked
package org.lightningdb.sql.exec;

import org.jspecify.annotations.NullMarked;
