package org.lightningdb.sql.exec.operator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.BatchBuilder;
import org.lightningdb.sql.exec.store.PagedRows;
import org.lightningdb.sql.exec.store.RowOrder;
import org.lightningdb.sql.exec.store.RowSorter;
import org.lightningdb.sql.exec.store.RowStore;
import org.lightningdb.sql.exec.store.SortedRuns;
import org.lightningdb.sql.exec.store.SpilledRows;
import org.lightningdb.sql.exec.window.PagedFrames;
import org.lightningdb.sql.exec.window.PagedFunction;
import org.lightningdb.sql.exec.window.PagedStretches;
import org.lightningdb.sql.exec.window.WindowFunction;
import org.lightningdb.storage.vector.ColumnVector;

/**
 * A window whose rows do not fit in memory and cannot be divided: they are sorted in runs, merged
 * into one file, and then gone through page by page.
 */
final class PagedWindow implements AutoCloseable {
  private final WindowPlan plan;
  private final Execution execution;
  private final List<SqlType> types;
  private final SortedRuns runs;
  private final PagedRows pages;
  private final PagedStretches partitions;
  private final PagedStretches peers;
  private final PagedFrames frames;
  private final List<PagedFunction> functions = new ArrayList<>();
  private final Batch output;
  private SpilledRows.@Nullable Reader reader;

  PagedWindow(WindowPlan plan, Execution execution) {
    this.plan = plan;
    this.execution = execution;
    this.types = plan.input().types();
    this.runs = new SortedRuns(types, plan.keys(), execution);
    this.pages = new PagedRows(types, execution);
    this.partitions = new PagedStretches(execution);
    this.peers = new PagedStretches(execution);
    this.frames = new PagedFrames(pages, partitions, peers, plan.frame(), plan.orderKey());
    this.output = new Batch(types.size() + plan.functions().size());
  }

  /** Takes all rows of a store, which come after those taken before. */
  void take(RowStore store) {
    if (store.size() > 0) {
      runs.add(store, new RowSorter(store, types, plan.keys()).sort());
      store.clear();
    }
  }

  /** Brings the rows in order; called when all are taken. */
  void complete() {
    RowOrder partitionOrder = new RowOrder(types, plan.keys().subList(0, plan.partitionKeyCount()));
    RowOrder order = new RowOrder(types, plan.keys());
    BatchBuilder last = new BatchBuilder(types);
    SortedRuns.Merge merge = runs.merge();
    long row = 0;
    for (Batch batch = merge.next(); batch != null; batch = merge.next()) {
      execution.context().checkCancelled();
      for (int i = 0; i < batch.count(); i++, row++) {
        Batch before = i == 0 ? last.build() : batch;
        int at = Math.max(0, i - 1);
        if (row > 0 && order.compare(before, at, batch, i) != 0) {
          peers.add(row);
          if (partitionOrder.compare(before, at, batch, i) != 0) {
            partitions.add(row);
          }
        }
      }
      last.clear();
      last.copy(0, batch, batch.count() - 1);
      last.endRow();
      pages.add(batch);
    }
    peers.add(row);
    partitions.add(row);
    runs.close();
    reader = pages.reader();
    for (WindowFunction function : plan.functions()) {
      functions.add(function.paged(pages, plan.frame(), execution));
    }
  }

  /** The next rows with their values, borrowed until the next call; null at the end. */
  @Nullable Batch next() {
    execution.context().checkCancelled();
    Batch rows = reader == null ? null : reader.next();
    if (rows == null) {
      return null;
    }
    frames.advance(rows.count());
    for (int i = 0; i < types.size(); i++) {
      output.setColumn(i, rows.column(i));
    }
    for (int i = 0; i < functions.size(); i++) {
      SqlType type = plan.functions().get(i).type();
      ColumnVector values = ColumnVector.create(type.columnKind(), rows.count());
      functions.get(i).compute(frames, values);
      output.setColumn(types.size() + i, values);
    }
    output.reset(rows.count());
    return output;
  }

  @Override
  public void close() {
    reader = null;
    functions.forEach(PagedFunction::close);
    functions.clear();
    runs.close();
    pages.close();
    peers.close();
    partitions.close();
  }
}
