package org.lightningdb.server.demo;

import io.trino.tpch.Customer;
import io.trino.tpch.Order;
import io.trino.tpch.TpchEntity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Orders with their customers. */
final class InnerJoinQuery implements DemoQuery {
  private static final long NATION = 6;
  private static final int FIRST_DAY = DemoQuery.day("1995-01-01");
  private static final int LAST_DAY = DemoQuery.day("1995-03-31");
  private static final long CENTS_MIN = 250_000_00;

  private final Map<Long, String> customers = new HashMap<>();
  private final List<Order> orders = new ArrayList<>();

  @Override
  public String title() {
    return "INNER JOIN: large orders from France, first quarter of 1995";
  }

  @Override
  public String sql() {
    return """
        SELECT c.c_name, o.o_orderkey, o.o_orderdate, o.o_totalprice
        FROM customer c
        JOIN orders o ON o.o_custkey = c.c_custkey
        WHERE c.c_nationkey = 6
          AND o.o_orderdate BETWEEN DATE '1995-01-01' AND DATE '1995-03-31'
          AND o.o_totalprice > 250000
        ORDER BY o.o_totalprice DESC, o.o_orderkey""";
  }

  @Override
  public List<String> planShows() {
    return List.of("JOINTYPE=INNER", "PUSHED=[", "250000");
  }

  @Override
  public void observe(TpchEntity row) {
    if (row instanceof Customer customer && customer.getNationKey() == NATION) {
      customers.put(customer.getCustomerKey(), customer.getName());
    } else if (row instanceof Order order
        && customers.containsKey(order.getCustomerKey())
        && order.getOrderDate() >= FIRST_DAY
        && order.getOrderDate() <= LAST_DAY
        && order.getTotalPriceInCents() > CENTS_MIN) {
      orders.add(order);
    }
  }

  @Override
  public List<List<@Nullable String>> answer() {
    orders.sort(
        Comparator.comparingLong(Order::getTotalPriceInCents)
            .reversed()
            .thenComparingLong(Order::getOrderKey));
    List<List<@Nullable String>> rows = new ArrayList<>();
    for (Order order : orders) {
      List<@Nullable String> row = new ArrayList<>();
      row.add(customers.get(order.getCustomerKey()));
      row.add(Long.toString(order.getOrderKey()));
      row.add(DemoQuery.date(order.getOrderDate()));
      row.add(DemoQuery.amount(order.getTotalPriceInCents()));
      rows.add(row);
    }
    return rows;
  }
}
