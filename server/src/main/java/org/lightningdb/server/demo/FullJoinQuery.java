package org.lightningdb.server.demo;

import io.trino.tpch.Customer;
import io.trino.tpch.Supplier;
import io.trino.tpch.TpchEntity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rich customers and rich suppliers of the same nation, and those of either without the other. */
final class FullJoinQuery implements DemoQuery {
  private static final long CUSTOMER_CENTS_MIN = 9_990_00;
  private static final long SUPPLIER_CENTS_MIN = 9_900_00;

  private final List<Customer> customers = new ArrayList<>();
  private final List<Supplier> suppliers = new ArrayList<>();

  @Override
  public String title() {
    return "FULL JOIN: rich customers and rich suppliers, paired within a nation";
  }

  @Override
  public String sql() {
    return """
        SELECT c.c_name, c.c_acctbal, s.s_name, s.s_acctbal
        FROM (SELECT * FROM customer WHERE c_acctbal > 9990) c
        FULL JOIN (SELECT * FROM supplier WHERE s_acctbal > 9900) s
          ON c.c_nationkey = s.s_nationkey
        ORDER BY c.c_name, s.s_name""";
  }

  @Override
  public List<String> planShows() {
    return List.of("JOINTYPE=FULL", "PUSHED=[", "9990", "9900");
  }

  @Override
  public void observe(TpchEntity row) {
    if (row instanceof Customer customer
        && customer.getAccountBalanceInCents() > CUSTOMER_CENTS_MIN) {
      customers.add(customer);
    } else if (row instanceof Supplier supplier
        && supplier.getAccountBalanceInCents() > SUPPLIER_CENTS_MIN) {
      suppliers.add(supplier);
    }
  }

  @Override
  public List<List<@Nullable String>> answer() {
    customers.sort(Comparator.comparing(Customer::getName));
    suppliers.sort(Comparator.comparing(Supplier::getName));
    List<List<@Nullable String>> rows = new ArrayList<>();
    for (Customer customer : customers) {
      List<Supplier> partners =
          suppliers.stream().filter(s -> s.getNationKey() == customer.getNationKey()).toList();
      partners.forEach(supplier -> rows.add(row(customer, supplier)));
      if (partners.isEmpty()) {
        rows.add(row(customer, null));
      }
    }
    for (Supplier supplier : suppliers) {
      if (customers.stream().noneMatch(c -> c.getNationKey() == supplier.getNationKey())) {
        rows.add(row(null, supplier));
      }
    }
    return rows;
  }

  private static List<@Nullable String> row(
      @Nullable Customer customer, @Nullable Supplier supplier) {
    List<@Nullable String> row = new ArrayList<>();
    row.add(customer == null ? null : customer.getName());
    row.add(customer == null ? null : DemoQuery.amount(customer.getAccountBalanceInCents()));
    row.add(supplier == null ? null : supplier.getName());
    row.add(supplier == null ? null : DemoQuery.amount(supplier.getAccountBalanceInCents()));
    return row;
  }
}
