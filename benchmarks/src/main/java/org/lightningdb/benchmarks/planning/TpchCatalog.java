package org.lightningdb.benchmarks.planning;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lightningdb.index.schema.CatalogSnapshot;
import org.lightningdb.index.schema.CatalogSnapshot.TableName;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.ColumnDescriptor.Identity;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.IndexDescriptor.KeyColumn;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;

/** The tables of TPC-H at scale 1 as the catalog would show them, without data. */
final class TpchCatalog {
  /** Name, rows, key columns, then columns: l = BIGINT, i = INTEGER, m = DECIMAL, d = DATE. */
  private static final String TABLES =
      """
      REGION 5 1 R_REGIONKEY l R_NAME 25 R_COMMENT 152
      NATION 25 1 N_NATIONKEY l N_NAME 25 N_REGIONKEY l N_COMMENT 152
      SUPPLIER 10000 1 S_SUPPKEY l S_NAME 25 S_ADDRESS 40 S_NATIONKEY l S_PHONE 15 S_ACCTBAL m \
      S_COMMENT 101
      CUSTOMER 150000 1 C_CUSTKEY l C_NAME 25 C_ADDRESS 40 C_NATIONKEY l C_PHONE 15 C_ACCTBAL m \
      C_MKTSEGMENT 10 C_COMMENT 117
      PART 200000 1 P_PARTKEY l P_NAME 55 P_MFGR 25 P_BRAND 10 P_TYPE 25 P_SIZE i P_CONTAINER 10 \
      P_RETAILPRICE m P_COMMENT 23
      PARTSUPP 800000 2 PS_PARTKEY l PS_SUPPKEY l PS_AVAILQTY i PS_SUPPLYCOST m PS_COMMENT 199
      ORDERS 1500000 1 O_ORDERKEY l O_CUSTKEY l O_ORDERSTATUS 1 O_TOTALPRICE m O_ORDERDATE d \
      O_ORDERPRIORITY 15 O_CLERK 15 O_SHIPPRIORITY i O_COMMENT 79
      LINEITEM 6000000 2 L_ORDERKEY l L_LINENUMBER i L_PARTKEY l L_SUPPKEY l L_QUANTITY m \
      L_EXTENDEDPRICE m L_DISCOUNT m L_TAX m L_RETURNFLAG 1 L_LINESTATUS 1 L_SHIPDATE d \
      L_COMMITDATE d L_RECEIPTDATE d L_SHIPINSTRUCT 25 L_SHIPMODE 10 L_COMMENT 44
      T 1000000 1 ID l A i B i C 20
      """;

  private final Map<TableName, TableDescriptor> tables = new HashMap<>();
  private final Map<String, Double> rows = new HashMap<>();
  private int ids = 1;

  private TpchCatalog() {
    TABLES.lines().forEach(line -> table(line.split(" +")));
  }

  static TpchCatalog create() {
    return new TpchCatalog();
  }

  CatalogSnapshot snapshot() {
    return new CatalogSnapshot(0, List.of(CatalogSnapshot.SCHEMA_DEFAULT), tables);
  }

  double rowCount(TableDescriptor table) {
    return rows.getOrDefault(table.name(), 1.0);
  }

  private static SqlType type(String code) {
    return switch (code) {
      case "l" -> SqlType.of(TypeKind.BIGINT);
      case "i" -> SqlType.of(TypeKind.INTEGER);
      case "d" -> SqlType.of(TypeKind.DATE);
      case "m" -> SqlType.decimal(15, 2);
      default -> SqlType.varchar(Integer.parseInt(code));
    };
  }

  private void table(String[] words) {
    String name = words[0];
    List<KeyColumn> key = new ArrayList<>();
    for (int i = 0; i < Integer.parseInt(words[2]); i++) {
      key.add(new KeyColumn(i, false));
    }
    List<ColumnDescriptor> columns = new ArrayList<>();
    for (int i = 3; i < words.length; i += 2) {
      columns.add(new ColumnDescriptor(words[i], type(words[i + 1]), false, null, Identity.NONE));
    }
    int id = ids++;
    IndexDescriptor primary = new IndexDescriptor(id, name + "_PKEY", id, true, true, true, key);
    tables.put(
        new TableName(CatalogSnapshot.SCHEMA_DEFAULT, name),
        new TableDescriptor(id, CatalogSnapshot.SCHEMA_DEFAULT, name, columns, primary, List.of()));
    rows.put(name, Double.parseDouble(words[1]));
  }
}
