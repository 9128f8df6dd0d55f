package org.lightningdb.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The drawings in docs/FORMATS.md are those of the classes that own the formats, and all of them.
 */
class FormatsDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "FORMATS.md");
  private static final Path SOURCES =
      Path.of("src", "main", "java", "org", "lightningdb", "storage");

  /** Classes that draw what is in memory only. */
  private static final Set<String> NOT_IN_FILES = Set.of("block/RowSlots", "delta/Arena");

  private static final Pattern SECTION =
      Pattern.compile(
          "^`([a-z/]+/[A-Z]\\w+)`\\n\\n```\\n(.*?)\\n```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern DRAWING =
      Pattern.compile("<pre>\\n(.*?)\\n\\s*\\* </pre>", Pattern.DOTALL);
  private static final Pattern TAG = Pattern.compile("\\{@(?:link|code) #?([^}]*)\\}");

  @Test
  void everyDrawingIsThatOfItsClass() throws IOException {
    Set<String> drawn = new TreeSet<>();
    Matcher section = SECTION.matcher(Files.readString(DOCUMENT, StandardCharsets.UTF_8));
    while (section.find()) {
      String owner = section.group(1);
      assertEquals(drawing(owner), section.group(2), owner + " and docs/FORMATS.md differ");
      drawn.add(owner);
    }
    assertEquals(owners(), drawn);
    assertTrue(drawn.size() > 20);
  }

  private static String drawing(String owner) throws IOException {
    String source = Files.readString(SOURCES.resolve(owner + ".java"), StandardCharsets.UTF_8);
    Matcher drawing = DRAWING.matcher(source);
    assertTrue(drawing.find(), owner + " draws nothing");
    List<String> lines = new ArrayList<>();
    for (String line : drawing.group(1).split("\\n", -1)) {
      String text = line.replaceFirst("^\\s*\\* ?", "").stripTrailing();
      lines.add(TAG.matcher(text).replaceAll("$1").replace("&lt;", "<").replace("&gt;", ">"));
    }
    return String.join("\n", lines);
  }

  /** Every class with a drawing of bytes in a file. */
  private static Set<String> owners() throws IOException {
    Set<String> owners = new TreeSet<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        if (DRAWING.matcher(Files.readString(file, StandardCharsets.UTF_8)).find()) {
          String name = SOURCES.relativize(file).toString().replace('\\', '/');
          owners.add(name.substring(0, name.length() - ".java".length()));
        }
      }
    }
    owners.removeAll(NOT_IN_FILES);
    return owners;
  }
}
