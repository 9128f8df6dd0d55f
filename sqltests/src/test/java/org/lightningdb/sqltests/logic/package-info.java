/**
 * The sqllogictest corpus: some six million queries whose answers several databases agree on. Start
 * with {@link org.lightningdb.sqltests.logic.SqlLogicTest}, then {@link
 * org.lightningdb.sqltests.logic.LogicRun}, which runs one file.
 */
@NullMarked
package org.lightningdb.sqltests.logic;

import org.jspecify.annotations.NullMarked;
