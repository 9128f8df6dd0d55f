package org.lightningdb.sqltests.isolation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lightningdb.sqltests.isolation.Interleaving.mustWait;
import static org.lightningdb.sqltests.isolation.Interleaving.read;
import static org.lightningdb.sqltests.isolation.Interleaving.write;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SELECT … FOR UPDATE and its kin between sessions, step by step. */
class RowLockTest {
  private static final String ALL_FOR_UPDATE =
      "SELECT id, n FROM test WHERE n < 100 ORDER BY id FOR UPDATE";

  @ParameterizedTest
  @EnumSource(Level.class)
  void aLockedRowIsNotWritten(Level level) throws Exception {
    try (Interleaving run = new Interleaving(level)) {
      assertEquals(List.of("1=10"), run.t1.run(read(1) + " FOR UPDATE").rows());
      run.t2.run(write(2, 21));
      mustWait(run.t2.run(write(1, 11)));
      run.t1.commit();
      assertEquals(Outcome.Kind.DONE, run.t2.resume().kind());
      assertTrue(run.t2.commit());
      assertEquals(List.of("1=11", "2=21"), run.rows());
    }
  }

  @Test
  void theNewestStateIsReadAndTheConditionTestedAgain() throws Exception {
    try (Interleaving run = new Interleaving(Level.READ_COMMITTED)) {
      run.t1.run(write(1, 11));
      run.t1.run(write(2, 200));
      mustWait(run.t2.run(ALL_FOR_UPDATE));
      run.t1.commit();
      assertEquals(List.of("1=11"), run.t2.resume().rows());
    }
  }

  @Test
  void aRowThatIsGoneIsLeftOut() throws Exception {
    try (Interleaving run = new Interleaving(Level.READ_COMMITTED)) {
      run.t1.run("DELETE FROM test WHERE id = 1");
      mustWait(run.t2.run(ALL_FOR_UPDATE));
      run.t1.commit();
      assertEquals(List.of("2=20"), run.t2.resume().rows());
    }
  }

  @Test
  void aChangeThatIsRolledBackIsNone() throws Exception {
    try (Interleaving run = new Interleaving(Level.SNAPSHOT)) {
      run.t1.run(write(1, 200));
      run.t2.run(read(2));
      mustWait(run.t2.run(ALL_FOR_UPDATE));
      run.t1.rollback();
      assertEquals(List.of("1=10", "2=20"), run.t2.resume().rows());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Level.class,
      names = {"SNAPSHOT", "SERIALIZABLE"})
  void aChangeSinceTheSnapshotIsAConflict(Level level) throws Exception {
    try (Interleaving run = new Interleaving(level)) {
      run.t2.run(read(2));
      run.t1.run(write(1, 11));
      run.t1.commit();
      assertEquals("40001", run.t2.run(read(1) + " FOR SHARE").sqlState());
    }
  }

  /** Write skew, which SNAPSHOT allows, does not happen between rows that are locked. */
  @ParameterizedTest
  @EnumSource(Level.class)
  void lockedReadsPreventWriteSkew(Level level) throws Exception {
    try (Interleaving run = new Interleaving(level)) {
      run.t1.run("SELECT id, n FROM test FOR SHARE");
      run.t2.run("SELECT id, n FROM test FOR SHARE");
      mustWait(run.t1.run(write(1, 11)));
      assertEquals("40P01", run.t2.run(write(2, 21)).sqlState());
      assertEquals(Outcome.Kind.DONE, run.t1.resume().kind());
      assertTrue(run.t1.commit());
      assertEquals(List.of("1=11", "2=20"), run.rows());
    }
  }

  @Test
  void sharersShareAndWritersComeInTheirTurn() throws Exception {
    try (Interleaving run = new Interleaving(Level.READ_COMMITTED)) {
      run.t1.run(read(1) + " FOR SHARE");
      assertEquals(List.of("1=10"), run.t2.run(read(1) + " FOR KEY SHARE").rows());
      mustWait(run.t3.run(write(1, 11)));
      run.t1.commit();
      assertEquals("55P03", run.t1.run(read(1) + " FOR SHARE NOWAIT").sqlState());
      run.t2.commit();
      assertEquals(Outcome.Kind.DONE, run.t3.resume().kind());
    }
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void lockedRowsAreRefusedOrSkipped(Level level) throws Exception {
    try (Interleaving run = new Interleaving(level)) {
      run.t1.run(read(1) + " FOR UPDATE");
      assertEquals(List.of("2=20"), run.t2.run(ALL_FOR_UPDATE + " SKIP LOCKED").rows());
      assertEquals(
          List.of(), run.t3.run("SELECT id, n FROM test LIMIT 1 FOR UPDATE SKIP LOCKED").rows());
      assertEquals("55P03", run.t3.run(ALL_FOR_UPDATE + " NOWAIT").sqlState());
    }
  }

  @Test
  void aLimitCountsTheRowsThatWereLocked() throws Exception {
    try (Interleaving run = new Interleaving(Level.READ_COMMITTED)) {
      String next = "SELECT id, n FROM test ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED";
      assertEquals(List.of("1=10"), run.t1.run(next).rows());
      assertEquals(List.of("2=20"), run.t2.run(next).rows());
      assertEquals(List.of(), run.t3.run(next).rows());
      run.t1.rollback();
      assertEquals(List.of("1=10"), run.t3.run(next).rows());
    }
  }

  @Test
  void lockTimeoutAndStatementTimeoutEndAWait() throws Exception {
    try (Interleaving run = new Interleaving(Level.READ_COMMITTED)) {
      run.t1.run(read(1) + " FOR UPDATE");
      run.t2.run("SET lock_timeout = 500");
      mustWait(run.t2.run(write(1, 11)));
      assertEquals("55P03", run.t2.resume().sqlState());
      run.t3.run("SET statement_timeout = 500");
      mustWait(run.t3.run(write(1, 11)));
      assertEquals("57014", run.t3.resume().sqlState());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"FOR UPDATE", "FOR SHARE"})
  void locksOfRowsEndWithTheirTransaction(String lock) throws Exception {
    try (Interleaving run = new Interleaving(Level.SNAPSHOT)) {
      run.t1.run(read(1) + " " + lock);
      run.t1.rollback();
      assertEquals(Outcome.Kind.DONE, run.t2.run(write(1, 11)).kind());
    }
  }
}
