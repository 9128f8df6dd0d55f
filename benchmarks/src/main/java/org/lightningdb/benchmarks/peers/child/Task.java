package org.lightningdb.benchmarks.peers.child;

/** What a child can be asked for. */
public enum Task {
  OPEN,
  CLOSE,
  LOAD,
  RANDOM_GET,
  FRESH_GET,
  SCAN,
  COLUMN_SCAN,
  PUT,
  DURABLE_PUT,
  GET_LATENCY,
  BULK_LOAD,
  CHURN,
  FILL_LOG,
  HEAP
}
