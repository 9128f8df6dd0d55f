/** The answers of TPC-H. */
@NullMarked
package org.lightningdb.sqltests.tpch;

import org.jspecify.annotations.NullMarked;
