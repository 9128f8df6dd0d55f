package org.lightningdb.benchmarks.query;

/** A query over the tables of {@link QueryTables}, named after the operator it is about. */
enum MeasuredQuery {
  SCAN_SUM("SELECT COUNT(*), SUM(amount) FROM big WHERE quantity < 25"),
  SCAN_PRODUCT(
      "SELECT SUM(amount * discount) FROM big"
          + " WHERE day >= DATE '2020-06-01' AND discount BETWEEN 0.02 AND 0.07"),
  GROUP_FEW(
      "SELECT code, COUNT(*), SUM(amount), SUM(amount * (1 - discount)), AVG(quantity)"
          + " FROM big GROUP BY code"),
  GROUP_TWO_KEYS(
      "SELECT code, flag, COUNT(*), SUM(amount), SUM(amount * (1 - discount)),"
          + " SUM(amount * (1 - discount) * (1 + discount)) FROM big GROUP BY code, flag"),
  GROUP_MANY("SELECT small_id, COUNT(*), SUM(amount) FROM big GROUP BY small_id"),
  GROUP_MANY_TWO_KEYS(
      "SELECT small_id, quantity, COUNT(*), MAX(amount) FROM big GROUP BY small_id, quantity"),
  GROUP_TEXT("SELECT note, COUNT(*), SUM(amount) FROM big GROUP BY note"),
  DISTINCT("SELECT DISTINCT small_id, code FROM big"),
  COUNT_DISTINCT("SELECT code, COUNT(DISTINCT small_id) FROM big GROUP BY code"),
  JOIN_INNER(join("JOIN")),
  JOIN_LEFT(join("LEFT JOIN")),
  JOIN_RIGHT(join("RIGHT JOIN")),
  JOIN_FULL(join("FULL JOIN")),
  JOIN_BIG_LEFT(
      "SELECT s.kind, COUNT(*), SUM(b.amount) FROM big b LEFT JOIN small s ON s.id = b.small_id"
          + " GROUP BY s.kind"),
  JOIN_TWO_KEYS(
      "SELECT COUNT(*), SUM(b.amount) FROM small s"
          + " JOIN big b ON b.small_id = s.id AND b.quantity = s.quantity"),
  JOIN_ORDERED(
      "SELECT s.kind, COUNT(*), SUM(b.amount) FROM big b JOIN small s ON s.id = b.id"
          + " GROUP BY s.kind"),
  JOIN_ORDERED_SELF(
      "SELECT COUNT(*), SUM(a.amount), SUM(b.quantity) FROM big a JOIN big b ON b.id = a.id"),
  JOIN_SELECTIVE(
      "SELECT COUNT(*), SUM(b.amount) FROM big b JOIN small s ON s.id = b.small_id"
          + " WHERE s.kind = 7"),
  JOIN_SEMI(
      "SELECT COUNT(*), SUM(amount) FROM big"
          + " WHERE small_id IN (SELECT id FROM small WHERE kind < 50)"),
  JOIN_ANTI(
      "SELECT COUNT(*) FROM small s WHERE NOT EXISTS"
          + " (SELECT 1 FROM big b WHERE b.small_id = s.id AND b.quantity > 10)"),
  SORT("SELECT amount, id FROM big ORDER BY amount DESC, note, id"),
  SORT_TEXT("SELECT note, id FROM big ORDER BY note, id"),
  TOP_N("SELECT id, amount, note FROM big ORDER BY amount DESC, id LIMIT 10"),
  WINDOW_RANK(
      "SELECT SUM(r) FROM (SELECT ROW_NUMBER() OVER (PARTITION BY small_id ORDER BY amount) AS r"
          + " FROM big) AS w"),
  WINDOW_MOVING(
      "SELECT MAX(m) FROM (SELECT SUM(amount) OVER (ORDER BY id ROWS BETWEEN 500 PRECEDING AND"
          + " CURRENT ROW) AS m FROM big WHERE id < 200000) AS w");

  private final String sql;

  MeasuredQuery(String sql) {
    this.sql = sql;
  }

  String sql() {
    return sql;
  }

  private static String join(String kind) {
    return "SELECT s.kind, COUNT(*), SUM(b.amount), MAX(b.quantity) FROM small s "
        + kind
        + " big b ON b.small_id = s.id GROUP BY s.kind";
  }
}
