package org.lightningdb.server.demo;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lightningdb.server.console.Screen;

/** The whole tour on little data, the killed process included. */
final class DemoTest {
  @TempDir private Path directory = Path.of("");

  @Test
  void everyClaimHoldsAndTheDirectoryIsUsedAgain() throws Exception {
    Path data = directory.resolve("the tour");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Screen screen = Screen.plain(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    boolean held = new Demo(screen, 0.01, data).run();
    String text = bytes.toString(StandardCharsets.UTF_8);
    assertTrue(held, text);
    assertFalse(text.contains("FAILED"), text);
    assertTrue(text.contains("100 %"), text);
    assertTrue(text.contains("all 86,805 loaded rows"), text);
    assertTrue(text.contains("acknowledged transactions"), text);
    for (DemoQuery query : DemoQuery.all()) {
      assertTrue(text.contains(query.title()), text);
    }
    DemoDirectory again = DemoDirectory.prepare(data);
    assertFalse(Files.exists(again.database()));
  }
}
