package org.lightningdb.sql.information;

import java.util.Map;
import java.util.TreeMap;
import org.lightningdb.sql.exec.ExecutionContext;

/**
 * SETTINGS: one row for each setting of the session and the database and each counter of the
 * engine, by name.
 *
 * <pre>
 *   SETTING_NAME    VARCHAR(128)
 *   SETTING_VALUE   VARCHAR
 * </pre>
 */
final class SettingsTable extends DescribedTable {
  SettingsTable() {
    super("SETTINGS", new Columns().name("SETTING_NAME").text("SETTING_VALUE"));
  }

  @Override
  void fill(ExecutionContext context, Rows rows) {
    for (Map.Entry<String, String> setting : new TreeMap<>(context.settings()).entrySet()) {
      rows.add(setting.getKey(), setting.getValue());
    }
  }
}
