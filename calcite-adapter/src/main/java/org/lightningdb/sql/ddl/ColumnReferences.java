package org.lightningdb.sql.ddl;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.sql.name.QuotedName;
import org.lightningdb.sql.parser.LightningParser;
import org.lightningdb.sql.parser.ast.SourceText;

/** The columns of a table that the text of an expression mentions. */
final class ColumnReferences {
  private record Place(SqlParserPos position, String column) {}

  private final String sql;
  private final List<Place> places = new ArrayList<>();

  ColumnReferences(String sql, TableDescriptor table) {
    this.sql = sql;
    LightningParser.parseExpression(sql)
        .accept(
            new SqlBasicVisitor<@Nullable Void>() {
              @Override
              public @Nullable Void visit(SqlIdentifier identifier) {
                note(identifier, table);
                return null;
              }
            });
  }

  private void note(SqlIdentifier identifier, TableDescriptor table) {
    int last = identifier.names.size() - 1;
    if (identifier.isStar()) {
      return;
    }
    String written = identifier.names.get(last);
    String found = table.columnIndex(written) >= 0 ? written : null;
    if (found == null && !identifier.isComponentQuoted(last)) {
      found =
          table.columns().stream()
              .map(column -> column.name())
              .filter(written::equalsIgnoreCase)
              .findFirst()
              .orElse(null);
    }
    if (found != null) {
      places.add(new Place(identifier.getComponentParserPosition(last), found));
    }
  }

  boolean contains(String column) {
    return places.stream().anyMatch(place -> place.column().equals(column));
  }

  /** The text with another name for a column. */
  String renamed(String column, String newName) {
    StringBuilder text = new StringBuilder(sql);
    for (int i = places.size() - 1; i >= 0; i--) {
      Place place = places.get(i);
      if (place.column().equals(column)) {
        SqlParserPos position = place.position();
        int start = SourceText.offset(sql, position.getLineNum(), position.getColumnNum());
        int end = SourceText.offset(sql, position.getEndLineNum(), position.getEndColumnNum());
        text.replace(start, end + 1, QuotedName.of(newName));
      }
    }
    return text.toString();
  }
}
