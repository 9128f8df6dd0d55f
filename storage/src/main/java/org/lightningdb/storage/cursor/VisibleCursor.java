package org.lightningdb.storage.cursor;

import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;

/**
 * What a reader sees of a {@link VersionedCursor}: deletions are skipped, and the walk stays inside
 * a range even where the source does not. Closing it closes the source.
 */
public final class VisibleCursor implements Cursor {
  private final VersionedCursor source;
  private final ByteRange range;
  private boolean standing;

  /** Takes over {@code source} and closes it when this is closed. */
  public VisibleCursor(VersionedCursor source, ByteRange range) {
    this.source = source;
    this.range = range;
  }

  @Override
  public boolean first() {
    if (range.isEmpty()) {
      return stand(false);
    }
    Slice lower = range.lower();
    return skipForward(lower == null ? source.first() : source.seek(lower));
  }

  @Override
  public boolean last() {
    if (range.isEmpty()) {
      return stand(false);
    }
    Slice upper = range.upper();
    return skipBackward(upper == null ? source.last() : below(upper));
  }

  private boolean below(Slice upper) {
    boolean stands = source.seekForPrev(upper);
    return (stands && source.key().compareTo(upper) >= 0) ? source.prev() : stands;
  }

  @Override
  public boolean seek(Slice key) {
    Slice lower = range.lower();
    if (lower != null && key.compareTo(lower) < 0) {
      return first();
    }
    return skipForward(!range.isEmpty() && source.seek(key));
  }

  @Override
  public boolean seekForPrev(Slice key) {
    Slice upper = range.upper();
    if (upper != null && key.compareTo(upper) >= 0) {
      return last();
    }
    return skipBackward(!range.isEmpty() && source.seekForPrev(key));
  }

  @Override
  public boolean next() {
    requireStanding();
    return skipForward(source.next());
  }

  @Override
  public boolean prev() {
    requireStanding();
    return skipBackward(source.prev());
  }

  private boolean skipForward(boolean sourceStands) {
    boolean stands = sourceStands;
    while (stands && source.tombstone()) {
      stands = source.next();
    }
    Slice upper = range.upper();
    return stand(stands && (upper == null || source.key().compareTo(upper) < 0));
  }

  private boolean skipBackward(boolean sourceStands) {
    boolean stands = sourceStands;
    while (stands && source.tombstone()) {
      stands = source.prev();
    }
    Slice lower = range.lower();
    return stand(stands && (lower == null || source.key().compareTo(lower) >= 0));
  }

  private boolean stand(boolean stands) {
    standing = stands;
    return stands;
  }

  private void requireStanding() {
    if (!standing) {
      throw new IllegalStateException("the cursor stands nowhere");
    }
  }

  @Override
  public Slice key() {
    requireStanding();
    return source.key();
  }

  @Override
  public Slice value() {
    requireStanding();
    return source.value();
  }

  @Override
  public long commitTimestamp() {
    requireStanding();
    return source.commitTimestamp();
  }

  @Override
  public void close() {
    standing = false;
    source.close();
  }
}
