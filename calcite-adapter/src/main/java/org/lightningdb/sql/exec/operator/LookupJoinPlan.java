package org.lightningdb.sql.exec.operator;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.KeyRange;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.VectorValues;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.IndexScanSource;
import org.lightningdb.sql.exec.RangeTemplate;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.store.RowStore;

/**
 * Joins by looking the left rows up in an index, some hundred at a time: one scan reads all ranges
 * that their values give, and an ordinary join matches its rows with theirs. The join decides what
 * matches; the ranges only spare it the rest of the table.
 *
 * @param join over a {@link WorkingScanPlan} of the left rows and a {@link LookupScanPlan}
 * @param rowsNumber under which the left rows are handed to the join
 * @param lookup how ranges are made
 */
public record LookupJoinPlan(OperatorPlan left, OperatorPlan join, int rowsNumber, Lookup lookup)
    implements StreamingPlan {
  /** Most left rows that are looked up at once. */
  private static final int ROWS_MAX = 1024;

  /**
   * How the values of a left row become ranges of an index.
   *
   * @param source of the table and index
   * @param templates their arguments are the values of {@code columns}
   * @param columns of the left rows
   * @param number under which the ranges are handed to the scan
   */
  public record Lookup(
      IndexScanSource source, List<RangeTemplate> templates, List<Integer> columns, int number) {
    public Lookup {
      templates = List.copyOf(templates);
      columns = List.copyOf(columns);
    }
  }

  @Override
  public List<SqlType> types() {
    return join.types();
  }

  @Override
  public OperatorPlan streamed() {
    return left;
  }

  @Override
  public Operator over(Operator rows, Execution execution) {
    return new Running(rows, execution);
  }

  /** One execution's state. */
  private final class Running implements Operator {
    private final Execution execution;
    private final Operator outer;
    private final Operator joining;
    private final RowStore rows;
    private boolean joinOpen;
    private boolean ended;
    private int rowsWanted;

    Running(Operator outer, Execution execution) {
      this.execution = execution;
      this.outer = outer;
      this.joining = join.operator(execution);
      this.rows = new RowStore(left.types(), execution.memory());
    }

    @Override
    public void open() {
      ended = false;
      rowsWanted = 1;
      outer.open();
    }

    @Override
    public @Nullable Batch next() {
      while (joinOpen || beginRound()) {
        Batch batch = joining.next();
        if (batch != null) {
          return batch;
        }
        endRound();
      }
      return null;
    }

    /** Takes the next left rows and looks them up; false if there are none. */
    private boolean beginRound() {
      Set<List<@Nullable Object>> keys = new LinkedHashSet<>();
      while (!ended && rows.size() < rowsWanted) {
        Batch batch = outer.next();
        if (batch == null) {
          ended = true;
        } else {
          execution.context().checkCancelled();
          rows.append(batch);
          addKeys(batch, keys);
        }
      }
      if (rows.size() == 0) {
        return false;
      }
      rowsWanted = ROWS_MAX;
      execution.setWorkingRows(rowsNumber, rows);
      execution.setWorkingRows(lookup.number(), new LookupScanPlan.Ranges(ranges(keys)));
      joinOpen = true;
      joining.open();
      return true;
    }

    private void addKeys(Batch batch, Set<List<@Nullable Object>> keys) {
      for (int i = 0; i < batch.count(); i++) {
        int position = batch.rows().position(i);
        List<@Nullable Object> key = new ArrayList<>(lookup.columns().size());
        for (int column : lookup.columns()) {
          key.add(VectorValues.get(batch.column(column), position, left.types().get(column)));
        }
        keys.add(key);
      }
    }

    private List<KeyRange> ranges(Set<List<@Nullable Object>> keys) {
      List<KeyRange> ranges = new ArrayList<>(keys.size());
      for (List<@Nullable Object> key : keys) {
        ranges.addAll(
            IndexScanSource.bindRanges(
                lookup.source().table(), lookup.source().index(), lookup.templates(), key));
      }
      return ranges;
    }

    private void endRound() {
      joinOpen = false;
      joining.close();
      rows.clear();
    }

    @Override
    public void close() {
      if (joinOpen) {
        joinOpen = false;
        joining.close();
      }
      rows.clear();
      outer.close();
    }
  }
}
