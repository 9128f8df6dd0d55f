package org.lightningdb.sql.bind;

import java.util.List;
import java.util.Properties;
import org.apache.calcite.config.CalciteConnectionConfigImpl;
import org.apache.calcite.config.CalciteConnectionProperty;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.type.RelDataTypeFactory;

/** Finds tables in the schemas of one catalog snapshot; for one planning. */
public final class LightningCatalogReader extends CalciteCatalogReader {
  private final CatalogSchemas schemas;

  public LightningCatalogReader(
      CatalogSchemas schemas, String defaultSchema, RelDataTypeFactory typeFactory) {
    super(
        schemas.root(),
        LightningNameMatcher.INSTANCE,
        List.of(List.of(defaultSchema), List.of()),
        typeFactory,
        configuration());
    this.schemas = schemas;
  }

  private static CalciteConnectionConfigImpl configuration() {
    Properties properties = new Properties();
    properties.setProperty(CalciteConnectionProperty.DEFAULT_NULL_COLLATION.camelName(), "HIGH");
    return new CalciteConnectionConfigImpl(properties);
  }

  public CatalogSchemas schemas() {
    return schemas;
  }
}
