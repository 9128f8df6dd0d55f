package org.lightningdb.server.tpch;

import io.trino.tpch.TpchTable;
import java.util.List;

/** The TPC-H tables, and the secondary indexes that some of its queries can use. */
public final class TpchSchema {
  /** One table: its generator and its definition. */
  public record Table(TpchTable<?> generator, String name, String definition) {}

  /** One secondary index. */
  public record Index(String name, String definition) {}

  /** In an order in which every row's parents come before it. */
  public static final List<Table> TABLES =
      List.of(
          new Table(
              TpchTable.REGION,
              "region",
              """
              CREATE TABLE region (
                r_regionkey BIGINT PRIMARY KEY,
                r_name VARCHAR(25) NOT NULL,
                r_comment VARCHAR(152) NOT NULL)"""),
          new Table(
              TpchTable.NATION,
              "nation",
              """
              CREATE TABLE nation (
                n_nationkey BIGINT PRIMARY KEY,
                n_name VARCHAR(25) NOT NULL,
                n_regionkey BIGINT NOT NULL,
                n_comment VARCHAR(152) NOT NULL)"""),
          new Table(
              TpchTable.SUPPLIER,
              "supplier",
              """
              CREATE TABLE supplier (
                s_suppkey BIGINT PRIMARY KEY,
                s_name VARCHAR(25) NOT NULL,
                s_address VARCHAR(40) NOT NULL,
                s_nationkey BIGINT NOT NULL,
                s_phone VARCHAR(15) NOT NULL,
                s_acctbal DECIMAL(15, 2) NOT NULL,
                s_comment VARCHAR(101) NOT NULL)"""),
          new Table(
              TpchTable.CUSTOMER,
              "customer",
              """
              CREATE TABLE customer (
                c_custkey BIGINT PRIMARY KEY,
                c_name VARCHAR(25) NOT NULL,
                c_address VARCHAR(40) NOT NULL,
                c_nationkey BIGINT NOT NULL,
                c_phone VARCHAR(15) NOT NULL,
                c_acctbal DECIMAL(15, 2) NOT NULL,
                c_mktsegment VARCHAR(10) NOT NULL,
                c_comment VARCHAR(117) NOT NULL)"""),
          new Table(
              TpchTable.PART,
              "part",
              """
              CREATE TABLE part (
                p_partkey BIGINT PRIMARY KEY,
                p_name VARCHAR(55) NOT NULL,
                p_mfgr VARCHAR(25) NOT NULL,
                p_brand VARCHAR(10) NOT NULL,
                p_type VARCHAR(25) NOT NULL,
                p_size INTEGER NOT NULL,
                p_container VARCHAR(10) NOT NULL,
                p_retailprice DECIMAL(15, 2) NOT NULL,
                p_comment VARCHAR(23) NOT NULL)"""),
          new Table(
              TpchTable.PART_SUPPLIER,
              "partsupp",
              """
              CREATE TABLE partsupp (
                ps_partkey BIGINT NOT NULL,
                ps_suppkey BIGINT NOT NULL,
                ps_availqty INTEGER NOT NULL,
                ps_supplycost DECIMAL(15, 2) NOT NULL,
                ps_comment VARCHAR(199) NOT NULL,
                PRIMARY KEY (ps_partkey, ps_suppkey))"""),
          new Table(
              TpchTable.ORDERS,
              "orders",
              """
              CREATE TABLE orders (
                o_orderkey BIGINT PRIMARY KEY,
                o_custkey BIGINT NOT NULL,
                o_orderstatus VARCHAR(1) NOT NULL,
                o_totalprice DECIMAL(15, 2) NOT NULL,
                o_orderdate DATE NOT NULL,
                o_orderpriority VARCHAR(15) NOT NULL,
                o_clerk VARCHAR(15) NOT NULL,
                o_shippriority INTEGER NOT NULL,
                o_comment VARCHAR(79) NOT NULL)"""),
          new Table(
              TpchTable.LINE_ITEM,
              "lineitem",
              """
              CREATE TABLE lineitem (
                l_orderkey BIGINT NOT NULL,
                l_partkey BIGINT NOT NULL,
                l_suppkey BIGINT NOT NULL,
                l_linenumber INTEGER NOT NULL,
                l_quantity DECIMAL(15, 2) NOT NULL,
                l_extendedprice DECIMAL(15, 2) NOT NULL,
                l_discount DECIMAL(15, 2) NOT NULL,
                l_tax DECIMAL(15, 2) NOT NULL,
                l_returnflag VARCHAR(1) NOT NULL,
                l_linestatus VARCHAR(1) NOT NULL,
                l_shipdate DATE NOT NULL,
                l_commitdate DATE NOT NULL,
                l_receiptdate DATE NOT NULL,
                l_shipinstruct VARCHAR(25) NOT NULL,
                l_shipmode VARCHAR(10) NOT NULL,
                l_comment VARCHAR(44) NOT NULL,
                PRIMARY KEY (l_orderkey, l_linenumber))"""));

  public static final List<Index> INDEXES =
      List.of(
          new Index("supplier_nation", "CREATE INDEX supplier_nation ON supplier (s_nationkey)"),
          new Index("customer_name", "CREATE UNIQUE INDEX customer_name ON customer (c_name)"),
          new Index("orders_customer", "CREATE INDEX orders_customer ON orders (o_custkey)"),
          new Index("orders_date", "CREATE INDEX orders_date ON orders (o_orderdate)"),
          new Index("lineitem_shipdate", "CREATE INDEX lineitem_shipdate ON lineitem (l_shipdate)"),
          new Index(
              "lineitem_part", "CREATE INDEX lineitem_part ON lineitem (l_partkey, l_suppkey)"));

  private TpchSchema() {}
}
