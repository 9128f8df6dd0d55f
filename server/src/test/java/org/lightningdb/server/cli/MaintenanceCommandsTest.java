package org.lightningdb.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lightningdb.server.console.Screen;

/** Backup, restore, scrub and salvage of a real database, by their exit statuses and results. */
final class MaintenanceCommandsTest {
  @TempDir private Path directory = Path.of(".");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... arguments) {
    out.reset();
    err.reset();
    return Lightning.run(arguments, screen(out), screen(err));
  }

  private static Screen screen(ByteArrayOutputStream bytes) {
    return Screen.plain(new PrintStream(bytes, true, StandardCharsets.UTF_8));
  }

  private String path(String name) {
    return directory.resolve(name).toString();
  }

  private void sql(String database, String statements) {
    assertEquals(
        0, run("sql", "jdbc:lightning:file:" + path(database), "-c", statements), this::err);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @BeforeEach
  void create() {
    StringBuilder rows = new StringBuilder("insert into t values (0, 'zero')");
    for (int i = 1; i < 3000; i++) {
      rows.append(", (").append(i).append(", 'row ").append(i).append("')");
    }
    sql("shop", "create table t (i integer primary key, c varchar(20)); " + rows);
  }

  @Test
  void aBackupAndAnIncrementAreRestored() {
    assertEquals(0, run("backup", path("shop"), path("full")), this::err);
    sql("shop", "insert into t values (-1, 'later')");
    assertEquals(0, run("backup", path("shop"), path("more"), "--parent", path("full")), this::err);
    assertEquals(0, run("restore", path("again"), path("full"), path("more")), this::err);
    assertEquals(0, run("check", path("again")), this::err);
    sql("again", "select count(*) from t");
    assertTrue(out().contains("3001"), this::out);
    assertEquals(0, run("restore", path("before"), path("full")), this::err);
    sql("before", "select count(*) from t");
    assertTrue(out().contains("3000"), this::out);
  }

  @Test
  void whatCannotBeDoneIsStatusOne() {
    assertEquals(1, run("backup", path("nowhere"), path("full")));
    assertEquals(0, run("backup", path("shop"), path("full")), this::err);
    assertEquals(1, run("backup", path("shop"), path("full")));
    assertTrue(err().contains("is not empty"), this::err);
    assertEquals(1, run("restore", path("shop"), path("full")));
    assertEquals(1, run("restore", path("other"), path("shop")));
    assertEquals(1, run("restore", path("third"), path("full"), "--commit", "1"));
    assertTrue(err().contains("an older one is needed"), this::err);
    assertEquals(2, run("backup", path("shop")));
    assertEquals(2, run("restore", path("fourth")));
    assertEquals(2, run("restore", path("fifth"), path("full"), "--time", "yesterday"));
  }

  @Test
  void damageIsFoundAndTheRestSaved() throws IOException {
    assertEquals(0, run("scrub", path("shop")), this::err);
    damage();
    assertEquals(1, run("scrub", path("shop")));
    assertTrue(err().contains("wrong checksum"), this::err);
    assertEquals(1, run("backup", path("shop"), path("full")));
    assertEquals(3, run("salvage", path("shop"), path("saved")), this::err);
    assertTrue(err().contains("lost: store"), this::err);
    sql("saved", "select count(*) from t");
    assertEquals(1, run("salvage", path("shop"), path("saved")));
  }

  /** Spoils one block in the middle of the data file. */
  private void damage() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("shop"))) {
      Path data =
          files
              .filter(file -> file.getFileName().toString().startsWith("DATA-"))
              .findFirst()
              .orElseThrow();
      try (RandomAccessFile file = new RandomAccessFile(data.toFile(), "rw")) {
        long size = file.length();
        file.seek(size / 2);
        file.write(new byte[(int) (size / 8)]);
      }
    }
  }

  @Test
  void aSoundDatabaseIsSalvagedWhole() {
    assertEquals(0, run("salvage", path("shop"), path("saved")), this::err);
    sql("saved", "select count(*) from t");
    assertTrue(out().contains("3000"), this::out);
    assertEquals(0, run("check", path("saved")), this::err);
  }
}
