package org.lightningdb.storage.manifest;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.spec.RowShape;
import org.lightningdb.storage.spec.ShapeColumn;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.spec.StoreSpec.Compression;
import org.lightningdb.storage.spec.StoreSpec.LayoutKind;
import org.lightningdb.storage.vector.ColumnKind;

/**
 * The bytes of a {@link StoreSpec}, in the manifest and in commit records, little-endian:
 *
 * <pre>
 *   1  layout code    1  compression code    8  history in milliseconds
 *   2  number of columns of the shape, 0 = none, then for each:
 *        1  kind: 1 long, 2 double, 3 bytes, 4 object    1  width in bytes, 0 = variable
 * </pre>
 */
public final class StoreSpecCodec {
  private static final int FIXED_BYTES = 12;

  private StoreSpecCodec() {}

  public static byte[] encode(StoreSpec spec) {
    RowShape shape = spec.shape();
    List<ShapeColumn> columns = shape == null ? List.of() : shape.columns();
    ByteBuffer out =
        ByteBuffer.allocate(FIXED_BYTES + 2 * columns.size()).order(ByteOrder.LITTLE_ENDIAN);
    out.put((byte) spec.layout().code()).put((byte) spec.compression().code());
    out.putLong(spec.historyMillis()).putShort((short) columns.size());
    for (ShapeColumn column : columns) {
      out.put((byte) code(column.kind())).put((byte) column.widthBytes());
    }
    return out.array();
  }

  /**
   * Reads a spec at the position of {@code in}, which must be little-endian.
   *
   * @throws StorageException {@code FOREIGN_FORMAT} for codes of a later release, {@code CORRUPT}
   * @throws java.nio.BufferUnderflowException if the bytes end too early
   */
  public static StoreSpec decode(ByteBuffer in, String where) {
    LayoutKind layout = layout(in.get(), where);
    Compression compression = compression(in.get(), where);
    long historyMillis = in.getLong();
    int columnCount = Short.toUnsignedInt(in.getShort());
    try {
      @Nullable RowShape shape = null;
      if (columnCount > 0) {
        List<ShapeColumn> columns = new ArrayList<>();
        for (int i = 0; i < columnCount; i++) {
          columns.add(new ShapeColumn(kind(in.get(), where), in.get()));
        }
        shape = new RowShape(columns);
      }
      return new StoreSpec(layout, shape, historyMillis, compression);
    } catch (IllegalArgumentException e) {
      throw new StorageException(Kind.CORRUPT, where + ": " + e.getMessage(), e);
    }
  }

  private static LayoutKind layout(int code, String where) {
    for (LayoutKind kind : LayoutKind.values()) {
      if (kind.code() == code) {
        return kind;
      }
    }
    throw foreign(where, "store layout", code);
  }

  private static Compression compression(int code, String where) {
    for (Compression compression : Compression.values()) {
      if (compression.code() == code) {
        return compression;
      }
    }
    throw foreign(where, "compression", code);
  }

  private static int code(ColumnKind kind) {
    return switch (kind) {
      case LONG -> 1;
      case DOUBLE -> 2;
      case BYTES -> 3;
      case OBJECT -> 4;
    };
  }

  private static ColumnKind kind(int code, String where) {
    return switch (code) {
      case 1 -> ColumnKind.LONG;
      case 2 -> ColumnKind.DOUBLE;
      case 3 -> ColumnKind.BYTES;
      case 4 -> ColumnKind.OBJECT;
      default -> throw foreign(where, "column kind", code);
    };
  }

  private static StorageException foreign(String where, String what, int code) {
    return new StorageException(
        Kind.FOREIGN_FORMAT, where + ": this release does not know the " + what + " " + code);
  }
}
