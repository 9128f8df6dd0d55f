package org.lightningdb.jdbc.metadata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NamePatternTest {
  private static boolean matches(@Nullable String pattern, String name) {
    return new NamePattern(pattern).matches(name);
  }

  @Test
  void wildcards() {
    assertTrue(matches(null, "X"));
    assertTrue(matches("%", ""));
    assertTrue(matches("A%C", "ABBC"));
    assertFalse(matches("A%C", "ABBCD"));
    assertTrue(matches("%B%", "ABC"));
    assertTrue(matches("A_C", "ABC"));
    assertFalse(matches("A_C", "AC"));
    assertTrue(matches("", ""));
    assertFalse(matches("", "A"));
    assertFalse(matches("a", "A"));
  }

  @Test
  void escapes() {
    assertTrue(matches("A\\_C", "A_C"));
    assertFalse(matches("A\\_C", "ABC"));
    assertTrue(matches("A\\%", "A%"));
    assertTrue(matches("A\\\\B", "A\\B"));
    assertTrue(matches("A\\B", "A\\B"));
    assertEquals("A_C%", new NamePattern("A\\_C\\%").exactName());
    assertEquals("A\\B", new NamePattern("A\\B").exactName());
    assertNull(new NamePattern("A_").exactName());
    assertNull(new NamePattern(null).exactName());
  }
}
