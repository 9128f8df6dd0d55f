package org.lightningdb.server.demo;

import io.trino.tpch.LineItem;
import io.trino.tpch.TpchEntity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A summary over nearly all line items, after TPC-H query 1. */
final class GroupByQuery implements DemoQuery {
  private static final int LAST_DAY = DemoQuery.day("1998-09-02");

  private static final class Group {
    private final String flag;
    private final String status;
    private long items;
    private long quantity;
    private long priceCents;
    private long discountedTenThousandths;
    private int lastDay;

    Group(String flag, String status) {
      this.flag = flag;
      this.status = status;
    }

    void add(LineItem item) {
      items++;
      quantity += item.getQuantity();
      priceCents += item.getExtendedPriceInCents();
      discountedTenThousandths +=
          item.getExtendedPriceInCents() * (100 - item.getDiscountPercent());
      lastDay = Math.max(lastDay, item.getShipDate());
    }
  }

  private final Map<String, Group> groups = new TreeMap<>();

  @Override
  public String title() {
    return "GROUP BY: what was shipped, by return flag and status";
  }

  @Override
  public String sql() {
    return """
        SELECT l_returnflag, l_linestatus, COUNT(*) AS items, SUM(l_quantity) AS quantity,
               SUM(l_extendedprice) AS price,
               SUM(l_extendedprice * (1 - l_discount)) AS discounted,
               MAX(l_shipdate) AS last_shipped
        FROM lineitem
        WHERE l_shipdate <= DATE '1998-09-02'
        GROUP BY l_returnflag, l_linestatus
        ORDER BY l_returnflag, l_linestatus""";
  }

  @Override
  public List<String> planShows() {
    return List.of("AGGREGATE", "PUSHED=[", "1998-09-02");
  }

  @Override
  public void observe(TpchEntity row) {
    if (row instanceof LineItem item && item.getShipDate() <= LAST_DAY) {
      groups
          .computeIfAbsent(
              item.getReturnFlag() + item.getStatus(),
              key -> new Group(item.getReturnFlag(), item.getStatus()))
          .add(item);
    }
  }

  @Override
  public List<List<@Nullable String>> answer() {
    List<List<@Nullable String>> rows = new ArrayList<>();
    for (Group group : groups.values()) {
      List<@Nullable String> row = new ArrayList<>();
      row.add(group.flag);
      row.add(group.status);
      row.add(Long.toString(group.items));
      row.add(DemoQuery.amount(group.quantity * 100));
      row.add(DemoQuery.amount(group.priceCents));
      row.add(BigDecimal.valueOf(group.discountedTenThousandths, 4).toPlainString());
      row.add(DemoQuery.date(group.lastDay));
      rows.add(row);
    }
    return rows;
  }
}
