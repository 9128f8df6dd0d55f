package org.lightningdb.server.demo;

import io.trino.tpch.Customer;
import io.trino.tpch.Order;
import io.trino.tpch.TpchEntity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Customers, also those without an order. */
final class LeftJoinQuery implements DemoQuery {
  private static final long CUSTOMER_MAX = 12;

  private static final class Orders {
    private final String customer;
    private long count;
    private long cents;

    Orders(String customer) {
      this.customer = customer;
    }
  }

  private final Map<Long, Orders> ordersByCustomer = new TreeMap<>();

  @Override
  public String title() {
    return "LEFT JOIN: the first customers, also those who never ordered";
  }

  @Override
  public String sql() {
    return """
        SELECT c.c_custkey, c.c_name, COUNT(o.o_orderkey) AS orders, SUM(o.o_totalprice) AS total
        FROM customer c
        LEFT JOIN orders o ON o.o_custkey = c.c_custkey
        WHERE c.c_custkey <= 12
        GROUP BY c.c_custkey, c.c_name
        ORDER BY c.c_custkey""";
  }

  @Override
  public List<String> planShows() {
    return List.of("JOINTYPE=LEFT", "CUSTOMER_PKEY BOUNDS=[", "12");
  }

  @Override
  public void observe(TpchEntity row) {
    if (row instanceof Customer customer && customer.getCustomerKey() <= CUSTOMER_MAX) {
      ordersByCustomer.put(customer.getCustomerKey(), new Orders(customer.getName()));
    } else if (row instanceof Order order) {
      Orders orders = ordersByCustomer.get(order.getCustomerKey());
      if (orders != null) {
        orders.count++;
        orders.cents += order.getTotalPriceInCents();
      }
    }
  }

  @Override
  public List<List<@Nullable String>> answer() {
    List<List<@Nullable String>> rows = new ArrayList<>();
    ordersByCustomer.forEach(
        (key, orders) -> {
          List<@Nullable String> row = new ArrayList<>();
          row.add(Long.toString(key));
          row.add(orders.customer);
          row.add(Long.toString(orders.count));
          row.add(orders.count == 0 ? null : DemoQuery.amount(orders.cents));
          rows.add(row);
        });
    return rows;
  }
}
