package org.lightningdb.sql.exec.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.lightningdb.index.error.DbException;

class LikePatternTest {
  private static final String[] CHARACTERS = {"a", "b", "é", "€", "😀"};

  @Test
  void matchesAsARegularExpressionDoes() {
    long seed = 20_261_121L;
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      String text = random(random, 6, CHARACTERS);
      String pattern = random(random, 6, new String[] {"a", "é", "😀", "%", "_"});
      String regex = pattern.replace("%", ".*").replace("_", ".");
      boolean expected = Pattern.compile(regex, Pattern.DOTALL).matcher(text).matches();
      assertEquals(
          expected,
          matches(LikePattern.parse(pattern, -1), text),
          "seed " + seed + ": '" + text + "' LIKE '" + pattern + "'");
    }
  }

  @Test
  void escapesItsSpecialCharacters() {
    assertEquals(true, matches(LikePattern.parse("50!%", '!'), "50%"));
    assertEquals(false, matches(LikePattern.parse("50!%", '!'), "505"));
    assertEquals(true, matches(LikePattern.parse("!!_", '!'), "!x"));
    assertThrows(DbException.class, () -> LikePattern.parse("a!", '!'));
    assertThrows(DbException.class, () -> LikePattern.parse("!a", '!'));
  }

  private static boolean matches(LikePattern pattern, String text) {
    byte[] bytes = ("x" + text + "y").getBytes(StandardCharsets.UTF_8);
    return pattern.matches(bytes, 1, bytes.length - 2);
  }

  private static String random(Random random, int lengthMax, String[] from) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(lengthMax + 1); i > 0; i--) {
      text.append(from[random.nextInt(from.length)]);
    }
    return text.toString();
  }
}
