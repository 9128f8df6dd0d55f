/**
 * The queries of TPC-DS over the generator's rows at scale 0.01. Start with {@link
 * org.lightningdb.sqltests.tpcds.TpcdsAnswersTest}.
 */
@NullMarked
package org.lightningdb.sqltests.tpcds;

import org.jspecify.annotations.NullMarked;
