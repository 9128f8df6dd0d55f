package org.lightningdb.jdbc.metadata;

/** The functions that may stand in {@code {fn …}}, by the groups of JDBC. */
final class SqlFunctionNames {
  static final String NUMERIC =
      "ABS,ACOS,ASIN,ATAN,ATAN2,CEILING,COS,COT,DEGREES,EXP,FLOOR,LOG,LOG10,MOD,PI,POWER,"
          + "RADIANS,RAND,ROUND,SIGN,SIN,SQRT,TAN,TRUNCATE";
  static final String STRING =
      "ASCII,CONCAT,DIFFERENCE,INSERT,LCASE,LEFT,LENGTH,LOCATE,LTRIM,REPEAT,REPLACE,RIGHT,"
          + "RTRIM,SOUNDEX,SPACE,SUBSTRING,UCASE";
  static final String SYSTEM = "IFNULL,USER";
  static final String TIME_DATE =
      "CURDATE,CURTIME,DAYOFMONTH,DAYOFWEEK,DAYOFYEAR,HOUR,MINUTE,MONTH,NOW,QUARTER,SECOND,"
          + "TIMESTAMPADD,TIMESTAMPDIFF,WEEK,YEAR";

  private SqlFunctionNames() {}
}
