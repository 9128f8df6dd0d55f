package org.lightningdb.server.demo;

import io.trino.tpch.LineItem;
import io.trino.tpch.TpchEntity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Three days out of seven years, by a secondary index, which also brings the order. */
final class RangeScanQuery implements DemoQuery {
  private static final int FIRST_DAY = DemoQuery.day("1997-03-10");
  private static final int LAST_DAY = DemoQuery.day("1997-03-12");
  private static final long QUANTITY_MIN = 49;

  private final List<LineItem> items = new ArrayList<>();

  @Override
  public String title() {
    return "INDEX RANGE SCAN: large items shipped in three days of March 1997";
  }

  @Override
  public String sql() {
    return """
        SELECT l_shipdate, l_orderkey, l_linenumber, l_quantity, l_extendedprice
        FROM lineitem
        WHERE l_shipdate BETWEEN DATE '1997-03-10' AND DATE '1997-03-12'
          AND l_quantity >= 49
        ORDER BY l_shipdate, l_orderkey, l_linenumber""";
  }

  @Override
  public List<String> planShows() {
    return List.of("LINEITEM_SHIPDATE BOUNDS=[", "1997-03-10", "1997-03-12", "PUSHED=[", "49");
  }

  @Override
  public void observe(TpchEntity row) {
    if (row instanceof LineItem item
        && item.getShipDate() >= FIRST_DAY
        && item.getShipDate() <= LAST_DAY
        && item.getQuantity() >= QUANTITY_MIN) {
      items.add(item);
    }
  }

  @Override
  public List<List<@Nullable String>> answer() {
    items.sort(
        Comparator.comparingInt(LineItem::getShipDate)
            .thenComparingLong(LineItem::getOrderKey)
            .thenComparingInt(LineItem::getLineNumber));
    List<List<@Nullable String>> rows = new ArrayList<>();
    for (LineItem item : items) {
      List<@Nullable String> row = new ArrayList<>();
      row.add(DemoQuery.date(item.getShipDate()));
      row.add(Long.toString(item.getOrderKey()));
      row.add(Integer.toString(item.getLineNumber()));
      row.add(DemoQuery.amount(item.getQuantity() * 100));
      row.add(DemoQuery.amount(item.getExtendedPriceInCents()));
      rows.add(row);
    }
    return rows;
  }
}
