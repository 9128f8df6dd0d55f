package org.lightningdb.index.profile;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.codec.BytesBuilder;
import org.lightningdb.index.schema.ColumnProfile;
import org.lightningdb.index.schema.ColumnProfile.CommonValue;
import org.lightningdb.index.schema.GroupProfile;
import org.lightningdb.index.schema.TableProfile;
import org.lightningdb.storage.bytes.Slice;

/**
 * Profiles as bytes, numbers big-endian:
 *
 * <pre>
 *   profile := version (1) rows (8) count (2) column…  count (2) group…
 *   column  := nulls (8, double) distinct (8, double)
 *              count (2) { value  fraction (8, double) }…
 *              count (2) value…
 *   group   := count (2) column's position (2)…  distinct (8, double)
 *   value   := length (2) bytes
 * </pre>
 *
 * <p>Version 1 has no groups.
 */
final class ProfileCodec {
  private static final int VERSION = 2;
  private static final int VERSION_WITHOUT_GROUPS = 1;

  private ProfileCodec() {}

  static Slice encode(TableProfile profile) {
    BytesBuilder out = new BytesBuilder(1024).append(VERSION).appendLong(profile.rows());
    out.appendShort(profile.columns().size());
    for (ColumnProfile column : profile.columns()) {
      appendDouble(out, column.nullFraction());
      appendDouble(out, column.distinct());
      out.appendShort(column.common().size());
      for (CommonValue common : column.common()) {
        appendValue(out, common.value());
        appendDouble(out, common.fraction());
      }
      out.appendShort(column.bounds().size());
      column.bounds().forEach(bound -> appendValue(out, bound));
    }
    out.appendShort(profile.groups().size());
    for (GroupProfile group : profile.groups()) {
      out.appendShort(group.columns().size());
      group.columns().forEach(out::appendShort);
      appendDouble(out, group.distinct());
    }
    return new Slice(out.toByteArray());
  }

  private static void appendDouble(BytesBuilder out, double value) {
    out.appendLong(Double.doubleToLongBits(value));
  }

  private static void appendValue(BytesBuilder out, Slice value) {
    out.appendShort(value.length()).append(value);
  }

  /** The profile, or null if another release or nobody wrote it: the planner can do without. */
  static @Nullable TableProfile decode(Slice bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes.array(), bytes.offset(), bytes.length());
    try {
      int version = in.get();
      if (version != VERSION && version != VERSION_WITHOUT_GROUPS) {
        return null;
      }
      long rows = in.getLong();
      List<ColumnProfile> columns = new ArrayList<>();
      for (int count = in.getShort(); count > 0; count--) {
        columns.add(column(in));
      }
      List<GroupProfile> groups = new ArrayList<>();
      for (int count = version == VERSION ? in.getShort() : 0; count > 0; count--) {
        groups.add(group(in));
      }
      return new TableProfile(rows, columns, groups);
    } catch (BufferUnderflowException damaged) {
      return null;
    }
  }

  private static GroupProfile group(ByteBuffer in) {
    List<Integer> columns = new ArrayList<>();
    for (int count = in.getShort(); count > 0; count--) {
      columns.add((int) in.getShort());
    }
    return new GroupProfile(columns, in.getDouble());
  }

  private static ColumnProfile column(ByteBuffer in) {
    double nulls = in.getDouble();
    double distinct = in.getDouble();
    List<CommonValue> common = new ArrayList<>();
    for (int count = in.getShort(); count > 0; count--) {
      Slice value = value(in);
      common.add(new CommonValue(value, in.getDouble()));
    }
    List<Slice> bounds = new ArrayList<>();
    for (int count = in.getShort(); count > 0; count--) {
      bounds.add(value(in));
    }
    return new ColumnProfile(nulls, distinct, common, bounds);
  }

  private static Slice value(ByteBuffer in) {
    byte[] bytes = new byte[in.getShort()];
    in.get(bytes);
    return new Slice(bytes);
  }
}
