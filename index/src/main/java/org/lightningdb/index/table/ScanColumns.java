package org.lightningdb.index.table;

import java.util.ArrayList;
import java.util.List;
import org.lightningdb.index.access.ColumnPredicate;
import org.lightningdb.index.access.ScanRequest;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.storage.column.ColumnCondition;
import org.lightningdb.storage.column.ColumnScan;
import org.lightningdb.storage.column.ZonePredicate;
import org.lightningdb.storage.vector.ColumnKind;

/**
 * How a request is divided: what storage is asked for, and what is left to do with its batches.
 * Immutable.
 */
final class ScanColumns {
  private final TableLayout layout;
  private final ScanRequest request;
  private final ColumnScan scan;
  private final List<SqlType> scannedTypes = new ArrayList<>();
  private final List<Integer> scannedPositions = new ArrayList<>();
  private final List<ColumnPredicate> leftOver = new ArrayList<>();
  private final List<ColumnKind> scannedKinds;
  private boolean keysWanted;

  ScanColumns(TableLayout layout, ScanRequest request) {
    this.layout = layout;
    this.request = request;
    this.keysWanted = request.rowKey();
    for (int column : request.columns()) {
      want(column);
    }
    List<ColumnCondition> conditions = new ArrayList<>();
    for (ColumnPredicate predicate : request.predicates()) {
      int position = layout.valuePosition(predicate.column());
      ColumnCondition condition =
          position < 0
              ? null
              : ScanConditions.of(
                  predicate, type(predicate.column()), layout.rowCodec().format(), position);
      if (condition == null) {
        leftOver.add(predicate);
        want(predicate.column());
      } else {
        conditions.add(condition);
      }
    }
    this.scan = new ColumnScan(scannedPositions, keysWanted, new ZonePredicate(conditions));
    this.scannedKinds = List.copyOf(scan.kinds(layout.rowCodec().format()));
  }

  private void want(int column) {
    int position = layout.valuePosition(column);
    if (position < 0) {
      keysWanted = true;
    } else if (!scannedPositions.contains(position)) {
      scannedPositions.add(position);
      scannedTypes.add(type(column));
    }
  }

  private SqlType type(int column) {
    return layout.table().columns().get(column).type();
  }

  TableLayout layout() {
    return layout;
  }

  ScanRequest request() {
    return request;
  }

  ColumnScan scan() {
    return scan;
  }

  /** Kinds of the vectors that storage fills. */
  List<ColumnKind> scannedKinds() {
    return scannedKinds;
  }

  /** Types of the scanned columns, in the order of the scan. */
  List<SqlType> scannedTypes() {
    return scannedTypes;
  }

  /** Predicates that storage could not test. */
  List<ColumnPredicate> leftOver() {
    return leftOver;
  }

  /** Where the scan has a column of the table; -1 if that is in the key. */
  int scanned(int column) {
    return scannedPositions.indexOf(layout.valuePosition(column));
  }

  /** Whether storage fills the vector of a column just as the request wants it. */
  boolean isReady(int column) {
    return leftOver.isEmpty()
        && layout.valuePosition(column) >= 0
        && layout.kinds().get(column) != ColumnKind.OBJECT;
  }
}
