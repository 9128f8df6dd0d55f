/**
 * The statements that our grammar adds to Calcite's. Built by the generated parser only; read by
 * sessions and DDL. Start with {@link org.lightningdb.sql.parser.ast.Statement}.
 */
@NullMarked
package org.lightningdb.sql.parser.ast;

import org.jspecify.annotations.NullMarked;
