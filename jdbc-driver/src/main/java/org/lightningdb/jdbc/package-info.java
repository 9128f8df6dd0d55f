/**
 * The driver itself: URLs, options, DriverManager and DataSource. Knows every room of the driver
 * but finds the links through {@link java.util.ServiceLoader}. Start with {@link
 * org.lightningdb.jdbc.LightningDriver}.
 */
@NullMarked
package org.lightningdb.jdbc;

import org.jspecify.annotations.NullMarked;
