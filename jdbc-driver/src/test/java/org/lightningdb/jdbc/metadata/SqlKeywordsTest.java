package org.lightningdb.jdbc.metadata;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.StringReader;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.lightningdb.sql.parser.generated.LightningParserImpl;

class SqlKeywordsTest {
  @Test
  void listsWhatTheParserReserves() {
    String reserved =
        LightningParserImpl.FACTORY.getParser(new StringReader("")).getMetadata().getJdbcKeywords();
    TreeSet<String> expected = new TreeSet<>(List.of(reserved.split(",", -1)));
    expected.remove("END-EXEC");
    assertEquals(
        String.join(",", expected),
        String.join(",", new TreeSet<>(List.of(SqlKeywords.BEYOND_STANDARD.split(",", -1)))));
  }
}
