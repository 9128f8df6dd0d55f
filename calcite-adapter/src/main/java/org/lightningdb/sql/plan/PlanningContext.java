package org.lightningdb.sql.plan;

import java.util.Set;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.sql2rel.SqlToRelConverter;

/**
 * What the phases of one planning share.
 *
 * @param avoided ways not to plan where there is another
 * @param cautious whether to do without what is not necessary, after a first attempt failed
 */
record PlanningContext(
    RelOptCluster cluster,
    SqlToRelConverter converter,
    Set<PlanMethod> avoided,
    boolean cautious) {}
