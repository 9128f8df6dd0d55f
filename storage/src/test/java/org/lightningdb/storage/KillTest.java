package org.lightningdb.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.vfs.DiskVfs;

/**
 * Kills a writing process again and again, on real files: whatever it acknowledged, at whatever
 * durability, must be there, and every commit whole. The system property {@code
 * lightning.kill.rounds} says how often.
 */
@Timeout(600)
class KillTest {
  @TempDir private Path directory = Path.of("");

  @Test
  void acknowledgedCommitsSurviveKilling() throws Exception {
    long seed = 20261121;
    Random random = new Random(seed);
    TreeSet<Long> acknowledged = new TreeSet<>();
    long next = 0;
    int rounds = Integer.getInteger("lightning.kill.rounds", 4);
    for (int round = 0; round < rounds; round++) {
      next = killAfter(next, 200 + random.nextInt(1500), seed + round, acknowledged);
      verify(acknowledged, next, "seed " + seed + ", round " + round);
    }
  }

  /** Returns a number above all that the child can have used. */
  private long killAfter(long first, int commits, long seed, Set<Long> acknowledged)
      throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                KilledChild.class.getName(),
                directory.toString(),
                String.valueOf(first),
                String.valueOf(seed))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> lines = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      String line = reader.readLine();
      for (int count = 0; line != null; count++) {
        lines.add(line);
        if (count == commits) {
          child.toHandle().destroyForcibly(); // Unlike the process, it leaves the pipe open.
        }
        line = reader.readLine();
      }
    }
    child.waitFor();
    assertTrue(lines.size() >= commits, () -> "the child died after " + lines.size() + " commits");
    // The last line may be cut off.
    lines.subList(0, lines.size() - 1).forEach(line -> acknowledged.add(Long.valueOf(line)));
    return acknowledged.stream().mapToLong(Long::longValue).max().orElse(first) + 1000;
  }

  private void verify(Set<Long> acknowledged, long end, String where) throws IOException {
    try (DiskVfs disk = DiskVfs.open(directory, false);
        LightningEngine engine =
            LightningEngine.open(disk, KilledChild.options(), EngineServices.system());
        ReadView view = engine.view()) {
      for (long number = 0; number < end; number++) {
        boolean first = view.get(KilledChild.STORE, KilledChild.key(number, 0)) != null;
        boolean second = view.get(KilledChild.STORE, KilledChild.key(number, 1)) != null;
        assertEquals(first, second, where + ": half of commit " + number);
        assertTrue(first || !acknowledged.contains(number), where + ": lost commit " + number);
      }
      CheckReport report = engine.check();
      assertTrue(report.problems().isEmpty(), () -> where + ": " + report);
    }
  }
}
