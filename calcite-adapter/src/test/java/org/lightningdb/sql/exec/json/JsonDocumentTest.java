package org.lightningdb.sql.exec.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lightningdb.index.type.JsonSyntax;

class JsonDocumentTest {
  private static final String[] SEEDS = {
    "{\"a\": [1, -2.50e+3, {\"b\": null}], \"c\": \"x\\u00e9\\n\", \"\": true}",
    "[]",
    "  [false, {}, \"\", 0, 10, -0.1E5] ",
    "\"text\"",
    "-7"
  };
  private static final String LETTERS = "{}[],:\"\\ 0123456789-+.eEtrufalsn\n\tx";

  /** What is stored as a document can be read as one, and nothing else. */
  @Test
  void storesWhatTheReaderReads() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int documents = 0;
    for (int i = 0; i < 50_000; i++) {
      StringBuilder text = new StringBuilder(SEEDS[random.nextInt(SEEDS.length)]);
      for (int changes = random.nextInt(4); changes > 0 && text.length() > 0; changes--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.deleteCharAt(at);
          case 1 -> text.insert(at, LETTERS.charAt(random.nextInt(LETTERS.length())));
          default -> text.setCharAt(at, LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
      }
      boolean read = JsonDocument.parse(text.toString()) != null;
      assertEquals(read, JsonSyntax.isDocument(text.toString()), "seed " + seed + ": " + text);
      documents += read ? 1 : 0;
    }
    assertTrue(documents > 5_000, "documents " + documents);
  }
}
