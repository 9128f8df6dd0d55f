package org.lightningdb.sql.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lightningdb.index.access.Database;
import org.lightningdb.index.access.KeyRange;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.schema.TableProfile;
import org.lightningdb.sql.bind.TableStatistics;

/** The background's analysis goes on whatever becomes of one table. */
class AutomaticAnalysisTest {
  private static final TableStatistics LARGE_AND_UNKNOWN =
      new TableStatistics() {
        @Override
        public double estimateRows(
            TableDescriptor table, IndexDescriptor index, List<KeyRange> ranges) {
          return 1e6;
        }

        @Override
        public double rowCount(TableDescriptor table) {
          return 1e6;
        }

        @Override
        public @Nullable TableProfile profile(TableDescriptor table) {
          return null;
        }
      };

  private final AtomicInteger begun = new AtomicInteger();
  private final List<Runnable> started = new ArrayList<>();

  private Database failing(Throwable failure) {
    return (Database)
        Proxy.newProxyInstance(
            Database.class.getClassLoader(),
            new Class<?>[] {Database.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("begin")) {
                begun.incrementAndGet();
              }
              throw failure;
            });
  }

  private void analyzeTwice(Throwable failure) {
    AutomaticAnalysis analysis =
        new AutomaticAnalysis(
            failing(failure),
            task -> {
              started.add(task);
              return new Thread(() -> {});
            });
    IndexDescriptor primary = new IndexDescriptor(2, "T_ROWS", 2, true, true, false, List.of());
    TableDescriptor table = new TableDescriptor(1, "PUBLIC", "T", List.of(), primary, List.of());
    for (int i = 0; i < 2; i++) {
      analysis.watching(LARGE_AND_UNKNOWN).profile(table);
      assertEquals(i + 1, started.size(), "a thread for each round");
      try {
        started.get(i).run();
      } catch (Error thrown) {
        assertEquals(failure, thrown);
      }
      assertEquals(i + 1, begun.get());
    }
  }

  @Test
  void aFailedTableDoesNotEndIt() {
    analyzeTwice(new IllegalStateException("a defect in the analysis"));
  }

  @Test
  void anErrorEndsOnlyItsThread() {
    analyzeTwice(new AssertionError("worse"));
  }
}
