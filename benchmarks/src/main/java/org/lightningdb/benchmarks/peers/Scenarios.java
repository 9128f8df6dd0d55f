package org.lightningdb.benchmarks.peers;

/** All scenarios, in the order of running; the names are what {@code --rows} takes. */
enum Scenarios {
  CACHED,
  COLUMNS,
  DURABLE,
  BULK,
  LATENCY,
  RECOVERY,
  CHURN,
  HEAP;

  Scenario create() {
    return switch (this) {
      case CACHED -> new CachedScenario();
      case COLUMNS -> new ColumnsScenario();
      case DURABLE -> new DurableScenario();
      case BULK -> new BulkScenario();
      case LATENCY -> new LatencyScenario();
      case RECOVERY -> new RecoveryScenario();
      case CHURN -> new ChurnScenario();
      case HEAP -> new HeapScenario();
    };
  }
}
