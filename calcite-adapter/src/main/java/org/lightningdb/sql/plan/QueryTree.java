package org.lightningdb.sql.plan;

import java.util.List;
import java.util.SortedMap;
import org.apache.calcite.rel.RelNode;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.ResultColumn;

/**
 * A query planned down to nodes that can be executed.
 *
 * @param root the physical tree
 * @param columns the result's columns
 * @param parameterTypes the types of the parameters that occur, by number
 * @param sorted whether the query sorts anything, so that an operator's order may matter to it
 */
public record QueryTree(
    RelNode root,
    List<ResultColumn> columns,
    SortedMap<Integer, SqlType> parameterTypes,
    boolean sorted) {}
