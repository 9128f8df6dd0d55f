package org.lightningdb.sql.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.sql.exec.RangeTemplate;

/**
 * An AND of conditions that different indexes bound: one is read for the rows, but only those are
 * looked up whose keys the others have, too. That is worth it where each index alone leads to many
 * rows and all together to few.
 */
final class IndexIntersection {
  private static final int FILTERS_MAX = 3;

  /** With fewer rows to look up there is nothing to save. */
  private static final double ROWS_MIN = 20;

  private IndexIntersection() {}

  /** What can be made of scans through single indexes; each is cheaper than the one it is from. */
  static List<IndexScan> of(TableAccess access, List<IndexScan> scans) {
    List<IndexScan> bounded = new ArrayList<>();
    for (IndexScan scan : scans) {
      if (!scan.path().index().primary()
          && scan.path().skip() == null
          && !scan.path().ranges().equals(List.of(RangeTemplate.ALL))) {
        bounded.add(scan);
      }
    }
    List<IndexScan> found = new ArrayList<>();
    for (IndexScan scan : bounded) {
      if (!scan.path().covering() && scan.path().rowsVisited() >= ROWS_MIN) {
        IndexScan best = filtered(access, scan, bounded);
        if (!best.equals(scan)) {
          found.add(best);
        }
      }
    }
    return found;
  }

  /** The scan with those of the others as filters that make it cheaper. */
  private static IndexScan filtered(TableAccess access, IndexScan scan, List<IndexScan> others) {
    List<IndexScan> candidates = new ArrayList<>();
    for (IndexScan other : others) {
      if (!other.backward() && !scan.path().bounding().contains(other.path().bounding())) {
        candidates.add(other);
      }
    }
    candidates.sort(Comparator.comparingDouble(other -> other.path().rowsVisited()));
    IndexScan best = scan;
    List<IndexDescriptor> filters = new ArrayList<>();
    for (IndexScan other : candidates.subList(0, Math.min(FILTERS_MAX, candidates.size()))) {
      filters.add(other.path().index());
      AccessPath path = AccessPath.filtered(access, scan.path().index(), filters);
      IndexScan next = IndexScan.of(access, path, scan.backward());
      if (next.cost() < best.cost()) {
        best = next;
      } else {
        filters.remove(filters.size() - 1);
      }
    }
    return best;
  }
}
