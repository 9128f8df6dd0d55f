package org.lightningdb.storage.column;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.spec.ShapeColumn;
import org.lightningdb.storage.vector.ColumnKind;

/**
 * Makes the pages of one column after the other: {@link #begin}, every row once, {@link #finish}.
 * Used by one thread.
 */
public final class ColumnPageWriter {
  /** At least so many rows must share a value, on average, for a dictionary. */
  private static final int ROWS_PER_VALUE_MIN = 4;

  private final PageBytes page = new PageBytes();
  private final PackedLongsWriter numbers = new PackedLongsWriter();
  private final Slice scratch = new Slice();
  private ShapeColumn column = new ShapeColumn(ColumnKind.LONG, Long.BYTES);
  private int rows;
  private int nulls;
  private byte[] nullBits = new byte[128];
  private long[] orders = new long[1024];
  private byte[] bytes = new byte[4096];
  private int[] ends = new int[1024];
  private long low;
  private long high;

  public void begin(ShapeColumn newColumn) {
    column = newColumn;
    rows = 0;
    nulls = 0;
    Arrays.fill(nullBits, (byte) 0);
    low = Long.MAX_VALUE;
    high = Long.MIN_VALUE;
  }

  /** Adds column {@code index} of {@code row}, which must be canonical. */
  public void add(ShapedRow row, int index) {
    makeRoom();
    boolean isNull = row.isNull(index);
    if (isNull) {
      nullBits[rows >>> 3] |= (byte) (1 << (rows & 7));
      nulls++;
      orders[rows] = rows == 0 ? 0 : orders[rows - 1];
    } else {
      orders[rows] = row.orderAt(index);
      low = Math.min(low, orders[rows]);
      high = Math.max(high, orders[rows]);
    }
    if (isBytes()) {
      addBytes(isNull ? scratch.set(bytes, 0, 0) : row.bytesAt(index, scratch));
    }
    rows++;
  }

  private boolean isBytes() {
    return column.kind() == ColumnKind.BYTES || column.kind() == ColumnKind.OBJECT;
  }

  private void addBytes(Slice value) {
    int start = rows == 0 ? 0 : ends[rows - 1];
    int end = Math.addExact(start, value.length());
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.max(end, Math.min(2L * end, 1 << 30)));
    }
    System.arraycopy(value.array(), value.offset(), bytes, start, value.length());
    ends[rows] = end;
  }

  private void makeRoom() {
    if (rows == orders.length) {
      orders = Arrays.copyOf(orders, 2 * rows);
      ends = Arrays.copyOf(ends, 2 * rows);
      nullBits = Arrays.copyOf(nullBits, rows / 4);
    }
  }

  /** The zone of the rows added, at least one. */
  public ColumnZone zone() {
    return nulls == rows
        ? new ColumnZone(0, 0, nulls, rows)
        : new ColumnZone(low, high, nulls, rows);
  }

  /** The page of the rows added, at least one. */
  public byte[] finish() {
    page.clear();
    if (nulls > 0) {
      page.append(nullBits, 0, (rows + 7) / 8);
    }
    if (!isBytes()) {
      fillLeadingNulls();
      numbers.append(page, orders, rows);
    } else if (!appendDictionary() && !appendEqualLength()) {
      appendPlain();
    }
    return page.toByteArray();
  }

  /** NULL repeats the value before it; those at the start repeat the first value. */
  private void fillLeadingNulls() {
    int first = 0;
    while (first < rows && isNull(first)) {
      first++;
    }
    if (first < rows) {
      Arrays.fill(orders, 0, first, orders[first]);
    }
  }

  private boolean isNull(int row) {
    return (nullBits[row >>> 3] & (1 << (row & 7))) != 0;
  }

  private int start(int row) {
    return row == 0 ? 0 : ends[row - 1];
  }

  private int header(int form, int endBytes, int number) {
    int at = page.reserve(BytesPage.HEADER_BYTES);
    page.setByte(at, form);
    page.setByte(at + 1, endBytes);
    page.setInt(at + 4, number);
    return at;
  }

  private static int endBytes(int length) {
    return length <= 0xFFFF ? Short.BYTES : Integer.BYTES;
  }

  private void appendPlain() {
    int length = ends[rows - 1];
    int width = endBytes(length);
    header(BytesPage.FORM_PLAIN, width, 0);
    int at = page.reserve(width * rows);
    for (int row = 0; row < rows; row++) {
      page.setNumber(at + width * row, width, ends[row]);
    }
    page.append(bytes, 0, length);
  }

  /** Only without NULL, which has no bytes. */
  private boolean appendEqualLength() {
    int length = ends[0];
    for (int row = 1; row < rows; row++) {
      if (ends[row] - ends[row - 1] != length) {
        return false;
      }
    }
    if (nulls > 0) {
      return false;
    }
    header(BytesPage.FORM_EQUAL_LENGTH, 0, length);
    page.append(bytes, 0, length * rows);
    return true;
  }

  private boolean appendDictionary() {
    Map<Slice, Integer> places = new HashMap<>();
    long[] codes = new long[rows];
    int valuesMax = rows / ROWS_PER_VALUE_MIN;
    for (int row = 0; row < rows; row++) {
      if (isNull(row)) {
        codes[row] = row == 0 ? 0 : codes[row - 1];
        continue;
      }
      Slice value = new Slice(bytes, start(row), ends[row] - start(row));
      Integer place = places.putIfAbsent(value, places.size());
      if (places.size() > valuesMax) {
        return false;
      }
      codes[row] = place == null ? places.size() - 1 : place;
    }
    if (places.isEmpty()) {
      return false;
    }
    appendDictionary(places, codes);
    return true;
  }

  private void appendDictionary(Map<Slice, Integer> places, long[] codes) {
    List<Slice> values = new ArrayList<>(places.keySet());
    values.sort(null);
    long[] ranks = new long[values.size()];
    int length = 0;
    for (int i = 0; i < ranks.length; i++) {
      ranks[places.getOrDefault(values.get(i), 0)] = i;
      length += values.get(i).length();
    }
    int width = endBytes(length);
    header(BytesPage.FORM_DICTIONARY, width, ranks.length);
    int at = page.reserve(width * ranks.length);
    int end = 0;
    for (int i = 0; i < ranks.length; i++) {
      Slice value = values.get(i);
      end += value.length();
      page.setNumber(at + width * i, width, end);
      page.append(value.array(), value.offset(), value.length());
    }
    for (int row = 0; row < rows; row++) {
      codes[row] = ranks[(int) codes[row]];
    }
    numbers.append(page, codes, rows);
  }
}
