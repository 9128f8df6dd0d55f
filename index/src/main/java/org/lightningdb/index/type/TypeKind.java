package org.lightningdb.index.type;

/** The families of SQL types. The {@code code} is what the catalog stores and never changes. */
public enum TypeKind {
  BOOLEAN(1),
  SMALLINT(2),
  INTEGER(3),
  BIGINT(4),
  REAL(5),
  DOUBLE(6),
  DECIMAL(7),
  CHAR(8),
  VARCHAR(9),
  VARBINARY(10),
  DATE(11),
  TIME(12),
  TIMESTAMP(13),
  /** A moment, whatever the zone it is shown in. */
  TIMESTAMP_TZ(14),
  TIME_TZ(15),
  UUID(16),
  TINYINT(17),
  /** YEAR TO MONTH. */
  INTERVAL_MONTH(18),
  /** DAY TO SECOND. */
  INTERVAL_DAY(19),
  JSON(20);

  private final int code;

  TypeKind(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
