package org.lightningdb.sql.exec.operator;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.IndexScanSource;
import org.lightningdb.sql.exec.QueryResources;
import org.lightningdb.storage.bytes.ByteRange;

/**
 * One execution of a part of a plan by several threads.
 *
 * <p><b>Idea.</b> The part is a scan below plans that stream. The scan's stretch of the index is
 * cut into many short ones. Each {@link Worker} has the whole chain of operators for itself, takes
 * the next stretch that nobody has, runs the chain over it from open to close, and takes another;
 * so they are done at about the same time, whatever there is in the stretches. The right sides of
 * hash joins are read once, before; all look up the same tables.
 *
 * <p><b>Rounds.</b> Workers run only while the thread of the query waits for them ({@link
 * TeamWork}), and it is one of them. Between two calls of the operator above nobody reads, so
 * whatever the session does then (write rows, close the result, end the transaction) meets no other
 * thread, and there is no queue that could block and no thread that could be forgotten. The price
 * is a wait at the end of each round; rounds are long.
 *
 * <p><b>Order.</b> Output is put together stretch by stretch, so rows come as they do with one
 * thread, and sums of floating-point numbers above have the same last bits each time.
 *
 * <p><b>Failure.</b> The first error ends the round and is thrown; the others see it at their next
 * batch. Cancellation and deadline are seen by each worker as by any operator.
 */
final class Workers implements AutoCloseable {
  /** About how many rows a stretch should have. */
  private static final int ROWS_PER_STRETCH = 16 << 10;

  private static final int STRETCHES_PER_WORKER_MIN = 4;
  private static final int STRETCHES_MAX = 4096;

  private final Execution execution;
  private final ScanPlan scan;
  private final List<@Nullable Object> arguments;
  private final IdentityHashMap<HashJoinPlan, JoinBuild> builds = new IdentityHashMap<>();
  private final List<Worker> workers = new ArrayList<>();
  private List<ByteRange> stretches;
  private final boolean[] done;
  private int nextStretch;
  private volatile boolean failed;

  private Workers(
      Execution execution,
      ScanPlan scan,
      List<@Nullable Object> arguments,
      List<ByteRange> stretches) {
    this.execution = execution;
    this.scan = scan;
    this.arguments = arguments;
    this.stretches = stretches;
    this.done = new boolean[stretches.size()];
  }

  /** Those who will execute the plan's input; null if it is better or necessary to do so alone. */
  static @Nullable Workers hire(ExchangePlan plan, Execution execution) {
    QueryResources resources = execution.context().resources();
    int count = resources.workersMax();
    ScanPlan scan = scan(plan.input());
    if (count < 2 || scan == null || !(scan.source() instanceof IndexScanSource source)) {
      return null;
    }
    List<@Nullable Object> arguments = SourceOperator.values(scan.arguments(), execution);
    double rows = source.estimateRows(execution.context(), arguments);
    if (rows < plan.rowsMin()) {
      return null;
    }
    double wanted = Math.max(rows / ROWS_PER_STRETCH, (double) STRETCHES_PER_WORKER_MIN * count);
    List<ByteRange> stretches =
        source.stretches(execution.context(), arguments, (int) Math.min(STRETCHES_MAX, wanted));
    if (stretches.size() < 2) {
      return null;
    }
    Workers workers = new Workers(execution, scan, arguments, stretches);
    boolean ready = false;
    try {
      if (workers.build(plan.input())) {
        workers.begin(plan.input(), Math.min(count, workers.stretchCount()));
        ready = true;
      }
    } finally {
      if (!ready) {
        workers.close();
      }
    }
    return ready ? workers : null;
  }

  private static @Nullable ScanPlan scan(OperatorPlan plan) {
    if (plan instanceof StreamingPlan streaming) {
      boolean known = !(plan instanceof HashJoinPlan join) || join.isStreaming();
      return known ? scan(streaming.streamed()) : null;
    }
    return plan instanceof ScanPlan scan ? scan : null;
  }

  /**
   * Reads the right sides of hash joins.
   *
   * @return whether all are in memory
   */
  private boolean build(OperatorPlan plan) {
    if (plan instanceof HashJoinPlan join) {
      JoinBuild build = new JoinBuild(join, execution, JoinPart.WHOLE);
      builds.put(join, build);
      if (!build.run()) {
        return false;
      }
      if (build.isEmpty() && join.type().needsRight()) {
        stretches = List.of();
      }
    }
    return !(plan instanceof StreamingPlan streaming) || build(streaming.streamed());
  }

  private void begin(OperatorPlan input, int count) {
    for (int i = 0; i < count; i++) {
      Worker worker = new Worker(this, execution);
      workers.add(worker);
      worker.setChain(chain(input, worker));
    }
  }

  private Operator chain(OperatorPlan plan, Worker worker) {
    if (plan instanceof HashJoinPlan join) {
      JoinBuild build = builds.get(join);
      if (build == null) {
        throw new IllegalStateException("a join without its right side");
      }
      return new HashJoinOperator(
          join, worker.execution(), chain(join.left(), worker), build.beside(worker.execution()));
    }
    if (plan instanceof StreamingPlan streaming) {
      return streaming.over(chain(streaming.streamed(), worker), worker.execution());
    }
    return new SourceOperator(
        worker.execution(),
        List.of(),
        scan.types().size(),
        none -> worker.openStretch(scan, arguments));
  }

  int count() {
    return workers.size();
  }

  Worker worker(int number) {
    return workers.get(number);
  }

  int stretchCount() {
    return stretches.size();
  }

  ByteRange stretch(int number) {
    return stretches.get(number);
  }

  boolean isFailed() {
    return failed;
  }

  /** The number of a stretch that nobody has; -1 if there is none. */
  synchronized int takeStretch() {
    return nextStretch == stretches.size() ? -1 : nextStretch++;
  }

  synchronized void endStretch(int number) {
    done[number] = true;
  }

  synchronized boolean isDone(int number) {
    return done[number];
  }

  /** A round: does something for each worker, several at once if threads are free. */
  void round(IntConsumer work) {
    execution.context().checkCancelled();
    QueryResources resources = execution.context().resources();
    TeamWork.run(resources.threads(), workers.size(), work, () -> failed = true);
  }

  /**
   * Lets each worker hand its batches to a sink, until there are none or a sink takes no more.
   *
   * @return whether there are no more
   */
  boolean feed(List<? extends BatchSink> sinks) {
    round(number -> workers.get(number).feed(sinks.get(number)));
    boolean all = true;
    for (int i = 0; all && i < stretches.size(); i++) {
      all = isDone(i);
    }
    return all;
  }

  long rowsFed() {
    return workers.stream().mapToLong(Worker::rowsFed).sum();
  }

  long batchesFed() {
    return workers.stream().mapToLong(Worker::batchesFed).sum();
  }

  @Override
  public void close() {
    RuntimeException failure = null;
    for (Worker worker : workers) {
      try {
        worker.close();
      } catch (RuntimeException e) {
        failure = failure == null ? e : failure;
      }
    }
    workers.clear();
    builds.values().forEach(JoinBuild::close);
    builds.clear();
    if (failure != null) {
      throw failure;
    }
  }
}
