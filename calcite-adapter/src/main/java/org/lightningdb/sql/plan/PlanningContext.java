package org.lightningdb.sql.plan;

import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.sql2rel.SqlToRelConverter;

/** What the phases of one planning share. */
record PlanningContext(RelOptCluster cluster, SqlToRelConverter converter) {}
