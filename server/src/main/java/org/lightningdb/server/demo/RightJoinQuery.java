package org.lightningdb.server.demo;

import io.trino.tpch.Nation;
import io.trino.tpch.Supplier;
import io.trino.tpch.TpchEntity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Nations with their rich suppliers, also nations without one. */
final class RightJoinQuery implements DemoQuery {
  private static final long CENTS_MIN = 9_900_00;

  private final List<Nation> nations = new ArrayList<>();
  private final List<Supplier> suppliers = new ArrayList<>();

  @Override
  public String title() {
    return "RIGHT JOIN: every nation, with its rich suppliers if it has some";
  }

  @Override
  public String sql() {
    return """
        SELECT n.n_name, s.s_name, s.s_acctbal
        FROM supplier s
        RIGHT JOIN nation n ON s.s_nationkey = n.n_nationkey AND s.s_acctbal > 9900
        ORDER BY n.n_name, s.s_name""";
  }

  @Override
  public List<String> planShows() {
    return List.of("JOINTYPE=RIGHT", "PUSHED=[", "9900");
  }

  @Override
  public void observe(TpchEntity row) {
    if (row instanceof Nation nation) {
      nations.add(nation);
    } else if (row instanceof Supplier supplier
        && supplier.getAccountBalanceInCents() > CENTS_MIN) {
      suppliers.add(supplier);
    }
  }

  @Override
  public List<List<@Nullable String>> answer() {
    nations.sort(Comparator.comparing(Nation::getName));
    suppliers.sort(Comparator.comparing(Supplier::getName));
    List<List<@Nullable String>> rows = new ArrayList<>();
    for (Nation nation : nations) {
      int before = rows.size();
      for (Supplier supplier : suppliers) {
        if (supplier.getNationKey() == nation.getNationKey()) {
          rows.add(
              row(
                  nation.getName(),
                  supplier.getName(),
                  DemoQuery.amount(supplier.getAccountBalanceInCents())));
        }
      }
      if (rows.size() == before) {
        rows.add(row(nation.getName(), null, null));
      }
    }
    return rows;
  }

  private static List<@Nullable String> row(
      String nation, @Nullable String supplier, @Nullable String balance) {
    List<@Nullable String> row = new ArrayList<>();
    row.add(nation);
    row.add(supplier);
    row.add(balance);
    return row;
  }
}
