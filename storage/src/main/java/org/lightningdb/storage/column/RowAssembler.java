package org.lightningdb.storage.column;

import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.vector.ColumnKind;

/**
 * Puts whole rows of one block of columns together.
 *
 * <p>A row has a few bytes in each page, and in a block that was not used lately each of them is a
 * wait for memory. So where they are is gathered here from all pages, side by side; and all columns
 * are first read without a branch between them, so that the waits overlap: the numbers, the
 * references into dictionaries, the ends of byte strings. Pages of another form are asked one by
 * one.
 *
 * <p>Immutable and thread-safe.
 */
public final class RowAssembler {
  private static final int FRAME = 0;
  private static final int PLAIN = 1;
  private static final int EQUAL_LENGTH = 2;
  private static final int DICTIONARY = 3;
  private static final int FRAME_OF_DOUBLES = 4;
  private static final int OTHER = 5;

  /** Beside the pages, for each column; about. */
  public static final int COLUMN_BYTES = 64;

  private final RowFormat format;
  private final int columnCount;
  private final ColumnPage[] pages;
  private final byte[][] bytes;
  private final int[] forms;

  /** The number of a row is at {@code starts + strides * row}, under {@code masks}. */
  private final int[] starts;

  private final int[] strides;
  private final long[] masks;
  private final long[] bases;

  /** Where the bytes of strings begin; the length of each if it is the same. */
  private final int[] bodies;

  private final int[] @Nullable [] dictionaries;
  private final boolean[] nullable;

  /**
   * @param pages all of the block
   */
  public RowAssembler(RowFormat format, RowFormat.Pages pages) {
    this.format = format;
    this.columnCount = format.columnCount();
    this.pages = new ColumnPage[columnCount];
    this.bytes = new byte[columnCount][];
    this.forms = new int[columnCount];
    this.starts = new int[columnCount];
    this.strides = new int[columnCount];
    this.masks = new long[columnCount];
    this.bases = new long[columnCount];
    this.bodies = new int[columnCount];
    this.dictionaries = new int[columnCount][];
    this.nullable = new boolean[columnCount];
    for (int column = 0; column < columnCount; column++) {
      this.pages[column] = pages.page(column);
      this.bytes[column] = this.pages[column].page();
      this.nullable[column] = this.pages[column].hasNulls();
      this.forms[column] = bytes[column].length < Long.BYTES ? OTHER : locate(column);
    }
  }

  private int locate(int column) {
    ColumnPage page = pages[column];
    if (page instanceof NumberPage numbers) {
      boolean isDouble = format.column(column).kind() == ColumnKind.DOUBLE;
      boolean isFrame = locate(column, numbers.frame());
      return isFrame ? (isDouble ? FRAME_OF_DOUBLES : FRAME) : OTHER;
    }
    if (page instanceof DictionaryBytes dictionary) {
      dictionaries[column] = dictionary.starts();
      return dictionary.codes() instanceof FrameLongs codes && locate(column, codes)
          ? DICTIONARY
          : OTHER;
    }
    if (page instanceof PlainBytes plain) {
      locate(column, plain.endsStart(), plain.endBytes(), 0);
      bodies[column] = plain.bytesStart();
      return PLAIN;
    }
    if (page instanceof EqualLengthBytes equal) {
      locate(column, 0, 0, 0);
      bodies[column] = equal.start(0);
      bases[column] = equal.length();
      return EQUAL_LENGTH;
    }
    return OTHER;
  }

  private boolean locate(int column, @Nullable FrameLongs frame) {
    if (frame == null) {
      return false;
    }
    locate(column, frame.start(), frame.width(), frame.base());
    return true;
  }

  private void locate(int column, int start, int stride, long base) {
    starts[column] = start;
    strides[column] = stride;
    masks[column] = stride == Long.BYTES ? -1 : (1L << (8 * stride)) - 1;
    bases[column] = base;
  }

  /** Row {@code row} as {@link RowFormat} draws it; the bytes are the caller's. */
  public byte[] assemble(int row) {
    long[] numbers = new long[columnCount];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(i, row);
    }
    int[] bounds = new int[2 * columnCount];
    long variableBytes = 0;
    for (int i = 0; i < columnCount; i++) {
      if (format.isVariable(i)) {
        bound(i, row, numbers[i], bounds);
        variableBytes += bounds[2 * i + 1] - bounds[2 * i];
      }
    }
    int dataStart = format.headBytes(variableBytes);
    byte[] target = new byte[Math.toIntExact(dataStart + variableBytes)];
    format.putLayout(target, 0, variableBytes);
    int end = 0;
    for (int i = 0; i < columnCount; i++) {
      if (nullable[i] && pages[i].isNull(row)) {
        format.putNull(target, 0, i);
      } else if (!format.isVariable(i)) {
        putFixed(target, i, row, numbers[i]);
      }
      if (format.isVariable(i)) {
        int length = bounds[2 * i + 1] - bounds[2 * i];
        System.arraycopy(bytes[i], bounds[2 * i], target, dataStart + end, length);
        end += length;
        format.putEnd(target, 0, i, end);
      }
    }
    return target;
  }

  /** Reads eight bytes that hold the number, wherever in the array it is. */
  private long number(int column, int row) {
    byte[] source = bytes[column];
    if (source.length < Long.BYTES) {
      return 0;
    }
    int at = starts[column] + strides[column] * row;
    int from = Math.min(at, source.length - Long.BYTES);
    long read = (long) PageBytes.LONG.get(source, from) >>> (8 * (at - from));
    return bases[column] + (read & masks[column]);
  }

  private void bound(int column, int row, long number, int[] bounds) {
    if (nullable[column] && pages[column].isNull(row)) {
      return;
    }
    int[] dictionary = dictionaries[column];
    int from;
    int to;
    switch (forms[column]) {
      case PLAIN -> {
        from = bodies[column] + (row == 0 ? 0 : (int) number(column, row - 1));
        to = bodies[column] + (int) number;
      }
      case EQUAL_LENGTH -> {
        from = bodies[column] + (int) bases[column] * row;
        to = from + (int) bases[column];
      }
      case DICTIONARY -> {
        from = dictionary[(int) number];
        to = dictionary[(int) number + 1];
      }
      default -> {
        BytesPage page = (BytesPage) pages[column];
        from = page.start(row);
        to = page.end(row);
      }
    }
    bounds[2 * column] = from;
    bounds[2 * column + 1] = to;
  }

  private void putFixed(byte[] target, int column, int row, long number) {
    switch (forms[column]) {
      case FRAME -> format.putNumber(target, column, number);
      case FRAME_OF_DOUBLES -> {
        int width = format.column(column).widthBytes();
        format.putNumber(target, column, NumberOrder.bits(number, width));
      }
      default -> pages[column].writeTo(target, format.place(column), row);
    }
  }
}
