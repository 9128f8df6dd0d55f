package org.lightningdb.sql.bind;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.validate.SqlNameMatcher;
import org.jspecify.annotations.Nullable;

/**
 * Matches column names exactly if such a column exists, else, unless the name was quoted, without
 * regard to case.
 */
final class LightningNameMatcher implements SqlNameMatcher {
  static final LightningNameMatcher INSTANCE = new LightningNameMatcher();

  private LightningNameMatcher() {}

  @Override
  public boolean isCaseSensitive() {
    return true;
  }

  @Override
  public boolean matches(String string, String name) {
    return string.equals(name);
  }

  @Override
  public <K extends List<String>, V> @Nullable V get(
      Map<K, V> map, List<String> prefixNames, List<String> names) {
    List<String> key = new ArrayList<>(prefixNames);
    key.addAll(names);
    for (Map.Entry<K, V> entry : map.entrySet()) {
      if (entry.getKey().equals(key)) {
        return entry.getValue();
      }
    }
    return null;
  }

  @Override
  public String bestString() {
    throw new UnsupportedOperationException("matches are not recorded");
  }

  @Override
  public @Nullable RelDataTypeField field(RelDataType rowType, String fieldName) {
    RelDataTypeField exact = rowType.getField(fieldName, true, false);
    if (exact != null || FoldedNames.isQuoted(fieldName)) {
      return exact;
    }
    RelDataTypeField found = null;
    for (RelDataTypeField field : rowType.getFieldList()) {
      if (field.getName().equalsIgnoreCase(fieldName)) {
        if (found != null) {
          return null;
        }
        found = field;
      }
    }
    return found;
  }

  @Override
  public int frequency(Iterable<String> names, String name) {
    int exact = 0;
    int folded = 0;
    for (String candidate : names) {
      if (candidate.equals(name)) {
        exact++;
      } else if (candidate.equalsIgnoreCase(name)) {
        folded++;
      }
    }
    return exact > 0 || FoldedNames.isQuoted(name) ? exact : folded;
  }

  @Override
  public Set<String> createSet() {
    return new LinkedHashSet<>();
  }
}
