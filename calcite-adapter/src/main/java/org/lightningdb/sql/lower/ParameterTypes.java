package org.lightningdb.sql.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.plan.QueryTree;

/** Collects the types of a statement's parameters from its parts. */
final class ParameterTypes {
  private final SortedMap<Integer, SqlType> types = new TreeMap<>();

  static List<SqlType> of(QueryTree tree) {
    ParameterTypes all = new ParameterTypes();
    tree.parameterTypes().forEach(all::put);
    return all.toList();
  }

  void put(int index, SqlType type) {
    types.put(index, type);
  }

  /** The types by number; text where a number is not used. */
  List<SqlType> toList() {
    List<SqlType> list = new ArrayList<>();
    if (!types.isEmpty()) {
      for (int i = 0; i <= types.lastKey(); i++) {
        list.add(types.getOrDefault(i, SqlType.varchar(SqlType.UNBOUNDED)));
      }
    }
    return list;
  }
}
