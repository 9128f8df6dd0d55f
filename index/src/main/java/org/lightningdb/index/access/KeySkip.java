package org.lightningdb.index.access;

import java.util.List;

/**
 * Which entries of each prefix to visit, where the leading columns of an index are not known: from
 * one combination of their values the scan jumps to the next.
 *
 * @param columns how many leading key columns make up the prefix; at least 1
 * @param ranges as those of a scan, of an index that begins behind the prefix; entries come in the
 *     order of the index however these are ordered. An empty list visits nothing
 * @param first whether only the first entry of each prefix is wanted that satisfies the predicates,
 *     in the direction of the scan
 */
public record KeySkip(int columns, List<KeyRange> ranges, boolean first) {
  public KeySkip {
    ranges = List.copyOf(ranges);
  }
}
