/**
 * The command {@code lightning} and its subcommands, one class each. Reads arguments, calls the
 * rooms that do the work, turns outcomes into exit statuses. Start with {@link
 * org.lightningdb.server.cli.Lightning}.
 */
@NullMarked
package org.lightningdb.server.cli;

import org.jspecify.annotations.NullMarked;
