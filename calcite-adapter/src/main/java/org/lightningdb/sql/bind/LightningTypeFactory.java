package org.lightningdb.sql.bind;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;

/** Types with UTF-8 as the character set of every string. */
public final class LightningTypeFactory extends JavaTypeFactoryImpl {
  public LightningTypeFactory() {
    super(new LightningTypeSystem());
  }

  @Override
  public Charset getDefaultCharset() {
    return StandardCharsets.UTF_8;
  }
}
