package org.lightningdb.sql.bind;

import org.apache.calcite.rel.type.RelDataType;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.schema.ViewDescriptor;

/** Says what rows a view has now. */
public interface ViewTypes {
  /** For planners that know no views. */
  ViewTypes NONE =
      (view, schemas) -> {
        throw DbException.notSupported("a view here");
      };

  /**
   * The type of a view's rows.
   *
   * @param schemas what the view may read
   */
  RelDataType rowType(ViewDescriptor view, CatalogSchemas schemas);
}
