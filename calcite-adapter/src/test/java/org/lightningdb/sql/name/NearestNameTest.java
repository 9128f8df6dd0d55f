package org.lightningdb.sql.name;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
  private static final List<String> NAMES = List.of("CUSTOMER", "ORDERS", "ORDER_LINE", "ID");

  @ParameterizedTest
  @CsvSource({
    "CUSTMER, ; did you mean CUSTOMER?",
    "costumer, ; did you mean CUSTOMER?",
    "ORDRES, ; did you mean ORDERS?",
    "DI, ; did you mean ID?",
    "PRODUCT, ''",
    "X, ''",
  })
  void findsWhatWasMeant(String written, String hint) {
    assertEquals(hint, NearestName.hint(written, NAMES));
  }
}
