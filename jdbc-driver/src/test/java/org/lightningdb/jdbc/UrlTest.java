package org.lightningdb.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.lightningdb.jdbc.link.LinkAddress;
import org.lightningdb.jdbc.link.LinkAddress.Place;
import org.lightningdb.jdbc.link.LinkOption;

class UrlTest {
  private static final ConnectOptions OPTIONS =
      new ConnectOptions(
          List.of(
              new LinkOption("durability", "", "group", List.of()),
              new LinkOption("cacheBytes", "", "1", List.of())));

  private static JdbcUrl parse(String rest) throws SQLException {
    return JdbcUrl.parse("jdbc:lightning:" + rest);
  }

  @Test
  void places() throws SQLException {
    assertEquals(new JdbcUrl(Place.FILE, "./a b/c%20", "", 0, Map.of()), parse("./a b/c%20"));
    assertEquals(new JdbcUrl(Place.FILE, "C:\\data", "", 0, Map.of()), parse("file:C:\\data"));
    assertEquals(
        new JdbcUrl(Place.MEMORY, "x", "", 0, Map.of("a", "1", "b", "x=y")),
        parse("mem:x;a=1; b = x=y ;"));
    assertEquals(new JdbcUrl(Place.MEMORY, "", "", 0, Map.of()), parse("mem:"));
    assertEquals(
        new JdbcUrl(Place.REMOTE, "", "db.example", 9000, Map.of()), parse("//db.example:9000/"));
    assertEquals(
        new JdbcUrl(Place.REMOTE, "shop", "localhost", 8765, Map.of()), parse("//localhost/shop"));
    assertEquals(new JdbcUrl(Place.REMOTE, "", "[::1]", 1, Map.of()), parse("//[::1]:1"));
  }

  @Test
  void malformedUrlsSayWhy() {
    for (String rest : List.of("", "file:", "//", "//:80/", "//h:x/", "//h:99999/", "x;oops")) {
      SQLException failure = assertThrows(SQLException.class, () -> parse(rest), rest);
      assertEquals("08001", failure.getSQLState());
      assertTrue(String.valueOf(failure.getMessage()).contains("jdbc:lightning:mem:NAME"));
    }
    assertThrows(SQLException.class, () -> parse("x;a=1;a=2"));
  }

  @Test
  void optionsOfTheUrlWin() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("USER", "ann");
    properties.setProperty("password", "secret");
    properties.setProperty("cachebytes", "5");
    properties.setProperty("durability", "none");
    LinkAddress address = OPTIONS.address(parse("mem:x;durability=always"), properties);
    assertEquals("ann", address.user());
    assertEquals("secret", address.password());
    assertEquals(Map.of("durability", "always", "cacheBytes", "5"), address.options());
    assertFalse(address.toString().contains("secret"));
    assertEquals("jdbc:lightning:mem:x", parse("mem:x;password=p").withoutOptions());
  }

  @Test
  void unknownOptionsNameTheNearest() {
    SQLException failure =
        assertThrows(
            SQLException.class,
            () -> OPTIONS.address(parse("mem:x;durabilty=none"), new Properties()));
    assertTrue(
        String.valueOf(failure.getMessage()).contains("did you mean durability?"),
        failure.getMessage());
    assertEquals("22023", failure.getSQLState());
    failure =
        assertThrows(
            SQLException.class, () -> OPTIONS.address(parse("mem:x;zzzz=1"), new Properties()));
    assertFalse(
        String.valueOf(failure.getMessage()).contains("did you mean"), failure.getMessage());
  }

  @Test
  void theDriverIsFoundAndLeavesOtherUrlsAlone() throws SQLException {
    assertTrue(
        java.sql.DriverManager.drivers().anyMatch(driver -> driver instanceof LightningDriver));
    assertFalse(new LightningDriver().acceptsURL("jdbc:other:x"));
    assertNull(new LightningDriver().connect("jdbc:other:x", new Properties()));
    assertThrows(SQLException.class, () -> new LightningDataSource().getConnection());
  }
}
