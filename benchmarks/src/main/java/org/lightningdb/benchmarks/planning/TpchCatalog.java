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
  private static final SqlType LONG = SqlType.of(TypeKind.BIGINT);
  private static final SqlType INT = SqlType.of(TypeKind.INTEGER);
  private static final SqlType MONEY = SqlType.decimal(15, 2);
  private static final SqlType DATE = SqlType.of(TypeKind.DATE);

  private final Map<TableName, TableDescriptor> tables = new HashMap<>();
  private final Map<String, Double> rows = new HashMap<>();
  private int ids = 1;

  private TpchCatalog() {
    table("REGION", 5, 1, "R_REGIONKEY", LONG, "R_NAME", text(25), "R_COMMENT", text(152));
    table(
        "NATION",
        25,
        1,
        "N_NATIONKEY",
        LONG,
        "N_NAME",
        text(25),
        "N_REGIONKEY",
        LONG,
        "N_COMMENT",
        text(152));
    table(
        "SUPPLIER",
        10_000,
        1,
        "S_SUPPKEY",
        LONG,
        "S_NAME",
        text(25),
        "S_ADDRESS",
        text(40),
        "S_NATIONKEY",
        LONG,
        "S_PHONE",
        text(15),
        "S_ACCTBAL",
        MONEY,
        "S_COMMENT",
        text(101));
    table(
        "CUSTOMER",
        150_000,
        1,
        "C_CUSTKEY",
        LONG,
        "C_NAME",
        text(25),
        "C_ADDRESS",
        text(40),
        "C_NATIONKEY",
        LONG,
        "C_PHONE",
        text(15),
        "C_ACCTBAL",
        MONEY,
        "C_MKTSEGMENT",
        text(10),
        "C_COMMENT",
        text(117));
    table(
        "PART",
        200_000,
        1,
        "P_PARTKEY",
        LONG,
        "P_NAME",
        text(55),
        "P_MFGR",
        text(25),
        "P_BRAND",
        text(10),
        "P_TYPE",
        text(25),
        "P_SIZE",
        INT,
        "P_CONTAINER",
        text(10),
        "P_RETAILPRICE",
        MONEY,
        "P_COMMENT",
        text(23));
    table(
        "PARTSUPP",
        800_000,
        2,
        "PS_PARTKEY",
        LONG,
        "PS_SUPPKEY",
        LONG,
        "PS_AVAILQTY",
        INT,
        "PS_SUPPLYCOST",
        MONEY,
        "PS_COMMENT",
        text(199));
    table(
        "ORDERS",
        1_500_000,
        1,
        "O_ORDERKEY",
        LONG,
        "O_CUSTKEY",
        LONG,
        "O_ORDERSTATUS",
        text(1),
        "O_TOTALPRICE",
        MONEY,
        "O_ORDERDATE",
        DATE,
        "O_ORDERPRIORITY",
        text(15),
        "O_CLERK",
        text(15),
        "O_SHIPPRIORITY",
        INT,
        "O_COMMENT",
        text(79));
    table(
        "LINEITEM",
        6_000_000,
        2,
        "L_ORDERKEY",
        LONG,
        "L_LINENUMBER",
        INT,
        "L_PARTKEY",
        LONG,
        "L_SUPPKEY",
        LONG,
        "L_QUANTITY",
        MONEY,
        "L_EXTENDEDPRICE",
        MONEY,
        "L_DISCOUNT",
        MONEY,
        "L_TAX",
        MONEY,
        "L_RETURNFLAG",
        text(1),
        "L_LINESTATUS",
        text(1),
        "L_SHIPDATE",
        DATE,
        "L_COMMITDATE",
        DATE,
        "L_RECEIPTDATE",
        DATE,
        "L_SHIPINSTRUCT",
        text(25),
        "L_SHIPMODE",
        text(10),
        "L_COMMENT",
        text(44));
    table("T", 1_000_000, 1, "ID", LONG, "A", INT, "B", INT, "C", text(20));
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

  private static SqlType text(int length) {
    return SqlType.varchar(length);
  }

  private void table(String name, double rowCount, int keyColumns, Object... columns) {
    List<ColumnDescriptor> described = new ArrayList<>();
    for (int i = 0; i < columns.length; i += 2) {
      described.add(
          new ColumnDescriptor(
              (String) columns[i], (SqlType) columns[i + 1], false, null, Identity.NONE));
    }
    List<KeyColumn> key = new ArrayList<>();
    for (int i = 0; i < keyColumns; i++) {
      key.add(new KeyColumn(i, false));
    }
    int id = ids++;
    IndexDescriptor primary = new IndexDescriptor(id, name + "_PKEY", id, true, true, true, key);
    tables.put(
        new TableName(CatalogSnapshot.SCHEMA_DEFAULT, name),
        new TableDescriptor(
            id, CatalogSnapshot.SCHEMA_DEFAULT, name, described, primary, List.of()));
    rows.put(name, rowCount);
  }
}
