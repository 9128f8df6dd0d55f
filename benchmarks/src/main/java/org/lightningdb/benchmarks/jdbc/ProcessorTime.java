package org.lightningdb.benchmarks.jdbc;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;

/** Tells how much processor time an engine has used so far. */
public interface ProcessorTime {
  /** In nanoseconds, from any origin; a server's are counted in hundredths of a second. */
  long nanos();

  /**
   * That of this process, or, if the engine is a server, of the process that serves {@code
   * connection} and of those that helped it and have ended.
   */
  static ProcessorTime of(JdbcPeer peer, Connection connection) throws SQLException {
    if (peer != JdbcPeer.POSTGRES) {
      OperatingSystemMXBean system =
          (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      return system::getProcessCpuTime;
    }
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT pg_backend_pid()")) {
      result.next();
      long serving = result.getLong(1);
      long parent = field(serving, 4);
      // Fields of proc(5): 14 and 15 are the process's own ticks, 16 and 17 those of its dead.
      return () ->
          TimeUnit.MILLISECONDS.toNanos(
              10
                  * (field(serving, 14)
                      + field(serving, 15)
                      + field(parent, 16)
                      + field(parent, 17)));
    }
  }

  private static long field(long process, int number) {
    try {
      String line = Files.readString(Path.of("/proc/" + process + "/stat"));
      String[] afterName = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
      return Long.parseLong(afterName[number - 3]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
