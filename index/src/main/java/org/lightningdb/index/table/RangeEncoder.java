package org.lightningdb.index.table;

import static java.util.Comparator.naturalOrder;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.KeyRange;
import org.lightningdb.index.access.KeyRange.Bound;
import org.lightningdb.index.codec.BytesBuilder;
import org.lightningdb.index.codec.KeyCodec;
import org.lightningdb.index.codec.KeyReader.KeyPart;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;

/**
 * Turns ranges of values into ranges of bytes.
 *
 * <p>A column's encoding is never a prefix of another one's, so "all keys that start with these
 * columns" is a byte range, and the successor of a prefix lies between its last key and the next
 * value's first.
 */
final class RangeEncoder {
  private RangeEncoder() {}

  /** The ranges in order, without what earlier ranges cover already and without empty ones. */
  static List<EntryRange> encode(IndexLayout layout, List<KeyRange> ranges) {
    List<EntryRange> encoded = new ArrayList<>(ranges.size());
    for (KeyRange range : ranges) {
      EntryRange entries = encode(layout, range);
      if (!entries.bytes().isEmpty()) {
        encoded.add(entries);
      }
    }
    return RangeSubtraction.disjoint(encoded);
  }

  /**
   * Ranges of the keys' ends behind the first columns: in order of bytes, disjoint and not empty.
   */
  static List<ByteRange> encodeBehind(IndexLayout layout, int columns, List<KeyRange> ranges) {
    List<EntryRange> encoded = new ArrayList<>(ranges.size());
    for (KeyRange range : ranges) {
      EntryRange entries = encode(layout, columns, range);
      if (!entries.bytes().isEmpty()) {
        encoded.add(entries);
      }
    }
    List<ByteRange> behind = new ArrayList<>(encoded.size());
    RangeSubtraction.disjoint(encoded).forEach(entries -> behind.add(entries.bytes()));
    behind.sort(Comparator.comparing(ByteRange::lower, Comparator.nullsFirst(naturalOrder())));
    return behind;
  }

  static EntryRange encode(IndexLayout layout, KeyRange range) {
    return encode(layout, 0, range);
  }

  private static EntryRange encode(IndexLayout layout, int first, KeyRange range) {
    List<KeyPart> parts = layout.parts().subList(first, layout.parts().size());
    int equal = range.equal().size();
    boolean bounded = range.lower() != null || range.upper() != null;
    if (equal + (bounded ? 1 : 0) > parts.size()) {
      throw new IllegalArgumentException(
          "index " + layout.index().name() + " has fewer columns than " + range);
    }
    BytesBuilder prefix = new BytesBuilder(32);
    boolean hasNull = false;
    for (int i = 0; i < equal; i++) {
      Object value = range.equal().get(i);
      hasNull |= value == null;
      KeyCodec.encode(prefix, parts.get(i).type(), parts.get(i).descending(), value);
    }
    if (bounded) {
      return new EntryRange(bounded(prefix, parts.get(equal), range), false);
    }
    if (equal == 0) {
      return new EntryRange(ByteRange.all(), false);
    }
    if (first == 0 && equal == parts.size() && layout.index().unique() && !hasNull) {
      return new EntryRange(ByteRange.point(prefix.slice()), true);
    }
    return new EntryRange(ByteRange.prefix(prefix.slice()), false);
  }

  private static ByteRange bounded(BytesBuilder prefix, KeyPart part, KeyRange range) {
    Bound first = part.descending() ? range.upper() : range.lower();
    Bound last = part.descending() ? range.lower() : range.upper();
    return new ByteRange(start(prefix, part, first), end(prefix, part, last));
  }

  private static @Nullable Slice start(BytesBuilder prefix, KeyPart part, @Nullable Bound bound) {
    if (bound == null) {
      return new Slice(withTag(prefix, part));
    }
    Slice key = withValue(prefix, part, bound);
    return bound.inclusive() ? key : ByteRange.prefixSuccessor(key);
  }

  private static @Nullable Slice end(BytesBuilder prefix, KeyPart part, @Nullable Bound bound) {
    if (bound == null) {
      return ByteRange.prefixSuccessor(new Slice(withTag(prefix, part)));
    }
    Slice key = withValue(prefix, part, bound);
    return bound.inclusive() ? ByteRange.prefixSuccessor(key) : key;
  }

  private static Slice withValue(BytesBuilder prefix, KeyPart part, Bound bound) {
    int length = prefix.length();
    KeyCodec.encode(prefix, part.type(), part.descending(), bound.value());
    Slice key = prefix.slice().copy();
    prefix.truncate(length);
    return key;
  }

  /** The prefix of every key whose next column is not NULL. */
  private static byte[] withTag(BytesBuilder prefix, KeyPart part) {
    int length = prefix.length();
    KeyCodec.appendValueTag(prefix, part.descending());
    byte[] bytes = prefix.toByteArray();
    prefix.truncate(length);
    return bytes;
  }
}
