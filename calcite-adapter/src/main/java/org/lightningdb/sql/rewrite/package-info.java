/**
 * Friendly SQL: forms that neither validator nor planner know, rewritten on the parse tree before
 * validation, one class for each form; what a rewriting adds has the positions of what it stands
 * for. Trees are changed in place. Start with {@link
 * org.lightningdb.sql.rewrite.StatementRewriter}.
 */
@NullMarked
package org.lightningdb.sql.rewrite;

import org.jspecify.annotations.NullMarked;
