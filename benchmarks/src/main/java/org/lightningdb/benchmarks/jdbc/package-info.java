/**
 * The engines that SQL benchmarks compare, and what their work costs. Start with {@link
 * org.lightningdb.benchmarks.jdbc.JdbcPeer}.
 */
@NullMarked
package org.lightningdb.benchmarks.jdbc;

import org.jspecify.annotations.NullMarked;
