package org.lightningdb.storage.block;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.column.ColumnCondition;
import org.lightningdb.storage.column.ColumnScan;
import org.lightningdb.storage.column.RowFormat;
import org.lightningdb.storage.column.ShapedRow;
import org.lightningdb.storage.column.ZonePredicate;
import org.lightningdb.storage.vector.BytesVector;
import org.lightningdb.storage.vector.VectorBatch;

/**
 * Takes rows out of leaves into column vectors: first {@link #select} finds the rows of a leaf that
 * pass a predicate, then {@link #copy} reads the wanted columns of those only. Rows that are in no
 * leaf go the same way by {@link #add}.
 *
 * <p>The batch holds the wanted columns in their order and, if wanted, the keys behind them. Used
 * by one thread.
 */
public final class LeafScan {
  private final ShapedRow reader;
  private final int[] columns;
  private final boolean keysWanted;
  private final ZonePredicate predicate;
  private final KeyBuffer keyBuffer = new KeyBuffer();
  private final Slice value = new Slice();

  /** The format of the last block, once it was found right. */
  private @Nullable RowFormat accepted;

  private long[] scratch = new long[0];
  private int[] rows = new int[0];

  /** Whether the selection is all rows from {@link #position} to {@link #end}, not a list. */
  private boolean dense;

  private int position;
  private int end;

  public LeafScan(RowFormat format, ColumnScan scan) {
    this.reader = new ShapedRow(format);
    this.columns = scan.columns().stream().mapToInt(Integer::intValue).toArray();
    this.keysWanted = scan.keysWanted();
    this.predicate = scan.predicate();
  }

  /** Forgets the rows selected. */
  public void reset() {
    position = 0;
    end = 0;
  }

  /** Whether the zone maps leave it open that a row passes; to be asked first of every leaf. */
  public boolean mayMatch(Block leaf) {
    if (leaf instanceof PaxBlock pax) {
      requireFormat(pax);
      List<ColumnCondition> conditions = predicate.conditions();
      for (int i = 0; i < conditions.size(); i++) {
        ColumnCondition condition = conditions.get(i);
        if (!condition.mayHold(pax.zone(condition.column()))) {
          return false;
        }
      }
    }
    return true;
  }

  private void requireFormat(PaxBlock leaf) {
    if (leaf.format() != accepted) {
      leaf.requireFormat(reader.format());
      accepted = leaf.format();
    }
  }

  /** Selects the rows of {@code leaf} from {@code from} to {@code to} (exclusive) that pass. */
  public void select(Block leaf, int from, int to) {
    dense = predicate.conditions().isEmpty();
    position = dense ? from : 0;
    end = to;
    if (!dense) {
      if (rows.length < to - from) {
        rows = new int[to - from];
      }
      end = leaf instanceof PaxBlock pax ? select(pax, from, to) : selectRows(leaf, from, to);
    }
  }

  private int select(PaxBlock leaf, int from, int to) {
    List<ColumnCondition> conditions = predicate.conditions();
    ColumnCondition first = conditions.get(0);
    int selected = leaf.page(first.column()).select(from, to, first, rows);
    for (int i = 1; i < conditions.size() && selected > 0; i++) {
      ColumnCondition condition = conditions.get(i);
      selected = leaf.page(condition.column()).refine(rows, selected, condition);
    }
    return selected;
  }

  private int selectRows(Block leaf, int from, int to) {
    int selected = 0;
    for (int row = from; row < to; row++) {
      if (predicate.holds(reader.set(leaf.value(row, value)))) {
        rows[selected++] = row;
      }
    }
    return selected;
  }

  /** Selected rows that {@link #copy} has not taken yet. */
  public int remaining() {
    return end - position;
  }

  /**
   * Copies the next selected rows of {@code leaf}, which is the one they were selected from, to
   * {@code batch} at {@code at}.
   */
  public void copy(Block leaf, int count, VectorBatch batch, int at) {
    if (leaf instanceof PaxBlock pax) {
      copyColumns(pax, count, batch, at);
    } else {
      for (int i = 0; i < count; i++) {
        reader.set(leaf.value(row(i), value));
        copyColumns(batch, at + i);
      }
    }
    if (keysWanted) {
      BytesVector keys = batch.bytes(columns.length);
      leaf.copyKeys(dense ? null : rows, position, count, keys, at, keyBuffer);
    }
    position += count;
  }

  private int row(int index) {
    return dense ? position + index : rows[position + index];
  }

  private void copyColumns(PaxBlock leaf, int count, VectorBatch batch, int at) {
    if (scratch.length < count) {
      scratch = new long[count];
    }
    for (int i = 0; i < columns.length; i++) {
      if (dense) {
        leaf.page(columns[i]).copyTo(position, position + count, batch.column(i), at, scratch);
      } else {
        leaf.page(columns[i]).gather(rows, position, count, batch.column(i), at, scratch);
      }
    }
  }

  private void copyColumns(VectorBatch batch, int at) {
    for (int i = 0; i < columns.length; i++) {
      reader.copyTo(columns[i], batch.column(i), at);
    }
  }

  /** Puts the row of {@code key} into {@code batch} at {@code at} if it is there and passes. */
  public boolean read(Block leaf, Slice key, VectorBatch batch, int at) {
    long place = leaf.place(key);
    return place >= 0 && read(leaf, place, key, batch, at);
  }

  /** As above, of the row at a {@link Block#place} of the leaf. */
  public boolean read(Block leaf, long place, Slice key, VectorBatch batch, int at) {
    if (leaf instanceof PaxBlock pax) {
      requireFormat(pax);
      int row = (int) place;
      select(leaf, row, row + 1);
      int found = remaining();
      if (found == 1) {
        copy(leaf, 1, batch, at);
      }
      return found == 1;
    }
    return add(key, leaf.valueAt(place, value), batch, at);
  }

  /** Puts a row into {@code batch} at {@code at} if it passes, and says whether it does. */
  public boolean add(Slice key, Slice rowValue, VectorBatch batch, int at) {
    reader.set(rowValue);
    if (!predicate.holds(reader)) {
      return false;
    }
    copyColumns(batch, at);
    if (keysWanted) {
      batch.bytes(columns.length).set(at, key.array(), key.offset(), key.length());
    }
    return true;
  }
}
