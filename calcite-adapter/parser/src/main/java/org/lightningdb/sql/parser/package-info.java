/**
 * SQL text to syntax tree. The grammar is Calcite's plus ours ({@code src/main/codegen}). Anyone in
 * the module above may come in. Start with {@link org.lightningdb.sql.parser.LightningParser}.
 */
@NullMarked
package org.lightningdb.sql.parser;

import org.jspecify.annotations.NullMarked;
