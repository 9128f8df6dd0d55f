package org.lightningdb.sql.ddl;

import java.util.List;
import java.util.Locale;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.sql.name.CatalogNames;
import org.lightningdb.sql.parser.ast.StoreOption;
import org.lightningdb.storage.spec.StoreSpec.LayoutKind;

/** What WITH (…) says about how storage keeps a table or index. */
final class StorageOptions {
  private StorageOptions() {}

  /**
   * The layout that is asked for.
   *
   * @param usual what it is unless something else is said
   */
  static LayoutKind of(List<StoreOption> options, LayoutKind usual) {
    LayoutKind layout = usual;
    for (StoreOption option : options) {
      if (!option.name().getSimple().equalsIgnoreCase("STORAGE")) {
        throw CatalogNames.at(
            DbException.of(
                SqlState.INVALID_PARAMETER_VALUE,
                "unknown option \"" + option.name().getSimple() + "\"; there is STORAGE"),
            option.name());
      }
      layout =
          switch (option.value().toLowerCase(Locale.ROOT)) {
            case "btree" -> LayoutKind.BTREE;
            case "lsm" -> LayoutKind.LSM;
            default ->
                throw CatalogNames.at(
                    DbException.of(
                        SqlState.INVALID_PARAMETER_VALUE,
                        "STORAGE is 'btree' or 'lsm', not '" + option.value() + "'"),
                    option.name());
          };
    }
    return layout;
  }
}
