package org.lightningdb.sql.bind;

import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.sql.validate.SqlDelegatingConformance;

/** Which liberties SQL texts may take: Calcite's lenient set, with arithmetic that never wraps. */
public final class LightningConformance extends SqlDelegatingConformance {
  public static final LightningConformance INSTANCE = new LightningConformance();

  private LightningConformance() {
    super(SqlConformanceEnum.LENIENT);
  }

  @Override
  public boolean checkedArithmetic() {
    return true;
  }

  /** An INSERT that names a wrong number of values is an error, not a hint. */
  @Override
  public boolean isInsertSubsetColumnsAllowed() {
    return false;
  }
}
