package org.lightningdb.server.demo;

import io.trino.tpch.Order;
import io.trino.tpch.TpchEntity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One row by its primary key. */
final class KeyLookupQuery implements DemoQuery {
  private static final long ORDER = 7;

  private final List<List<@Nullable String>> rows = new ArrayList<>();

  @Override
  public String title() {
    return "PRIMARY KEY LOOKUP: one order";
  }

  @Override
  public String sql() {
    return """
        SELECT o_orderkey, o_custkey, o_orderstatus, o_totalprice, o_orderdate, o_orderpriority
        FROM orders
        WHERE o_orderkey = 7""";
  }

  @Override
  public List<String> planShows() {
    return List.of("ORDERS_PKEY BOUNDS=[", "7");
  }

  @Override
  public void observe(TpchEntity row) {
    if (row instanceof Order order && order.getOrderKey() == ORDER) {
      List<@Nullable String> cells = new ArrayList<>();
      cells.add(Long.toString(order.getOrderKey()));
      cells.add(Long.toString(order.getCustomerKey()));
      cells.add(String.valueOf(order.getOrderStatus()));
      cells.add(DemoQuery.amount(order.getTotalPriceInCents()));
      cells.add(DemoQuery.date(order.getOrderDate()));
      cells.add(order.getOrderPriority());
      rows.add(cells);
    }
  }

  @Override
  public List<List<@Nullable String>> answer() {
    return rows;
  }
}
