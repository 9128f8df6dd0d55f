package org.lightningdb.sqltests.isolation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lightningdb.sqltests.isolation.Interleaving.mustWait;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two sessions that meet at one constraint, step by step, at every level. */
class ConstraintRaceTest {
  private static final String CHILDREN = "SELECT id, pid FROM child ORDER BY id";

  private static void prepare(Interleaving run, String action) throws Exception {
    run.t3.run("CREATE TABLE parent (id INT PRIMARY KEY, n INT CHECK (n < 100))");
    run.t3.run("CREATE TABLE child (id INT PRIMARY KEY, pid INT REFERENCES parent " + action + ")");
    run.t3.run("INSERT INTO parent VALUES (1, 0), (2, 0)");
    assertTrue(run.t3.commit());
  }

  private static List<String> rows(Interleaving run, String query) throws Exception {
    List<String> rows = run.t3.run(query).rows();
    run.t3.commit();
    return rows;
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void ofTwoInsertsOfOneKeyTheSecondFails(Level level) throws Exception {
    try (Interleaving run = new Interleaving(level)) {
      run.t1.run("INSERT INTO test VALUES (3, 1)");
      mustWait(run.t2.run("INSERT INTO test VALUES (3, 2)"));
      run.t1.commit();
      assertEquals("23505", run.t2.resume().sqlState());
      assertEquals(List.of("1=10", "2=20", "3=1"), run.rows());
    }
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void anInsertThatIsRolledBackLeavesTheKeyToTheOther(Level level) throws Exception {
    try (Interleaving run = new Interleaving(level)) {
      run.t1.run("INSERT INTO test VALUES (3, 1)");
      mustWait(run.t2.run("INSERT INTO test VALUES (3, 2)"));
      run.t1.rollback();
      assertEquals(Outcome.Kind.DONE, run.t2.resume().kind());
      assertTrue(run.t2.commit());
      assertEquals(List.of("1=10", "2=20", "3=2"), run.rows());
    }
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void aChildOfAParentThatIsBeingDeletedWaitsAndFails(Level level) throws Exception {
    try (Interleaving run = new Interleaving(level)) {
      prepare(run, "");
      run.t1.run("DELETE FROM parent WHERE id = 1");
      mustWait(run.t2.run("INSERT INTO child VALUES (1, 1)"));
      run.t1.commit();
      assertEquals("23503", run.t2.resume().sqlState());
      assertEquals(List.of(), rows(run, CHILDREN));
    }
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void aChildOfAParentThatIsNotDeletedAfterAllIsInserted(Level level) throws Exception {
    try (Interleaving run = new Interleaving(level)) {
      prepare(run, "");
      run.t1.run("DELETE FROM parent WHERE id = 1");
      mustWait(run.t2.run("INSERT INTO child VALUES (1, 1)"));
      run.t1.rollback();
      assertEquals(Outcome.Kind.DONE, run.t2.resume().kind());
      assertTrue(run.t2.commit());
      assertEquals(List.of("1=1"), rows(run, CHILDREN));
    }
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void aParentWhoseChildIsBeingInsertedIsNotDeleted(Level level) throws Exception {
    try (Interleaving run = new Interleaving(level)) {
      prepare(run, "");
      run.t1.run("INSERT INTO child VALUES (1, 1)");
      mustWait(run.t2.run("DELETE FROM parent WHERE id = 1"));
      run.t1.commit();
      assertEquals("23503", run.t2.resume().sqlState());
      assertEquals(List.of("1=1"), rows(run, CHILDREN));
    }
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void aParentWhoseChildIsNotInsertedAfterAllIsDeleted(Level level) throws Exception {
    try (Interleaving run = new Interleaving(level)) {
      prepare(run, "");
      run.t1.run("INSERT INTO child VALUES (1, 1)");
      mustWait(run.t2.run("DELETE FROM parent WHERE id = 1"));
      run.t1.rollback();
      assertEquals(Outcome.Kind.DONE, run.t2.resume().kind());
      assertTrue(run.t2.commit());
      assertEquals(List.of("2=0"), rows(run, "SELECT id, n FROM parent"));
    }
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void aParentMayBeChangedWhileChildrenCome(Level level) throws Exception {
    try (Interleaving run = new Interleaving(level)) {
      prepare(run, "");
      run.t1.run("INSERT INTO child VALUES (1, 1)");
      assertEquals(Outcome.Kind.DONE, run.t2.run("UPDATE parent SET n = 5 WHERE id = 1").kind());
      assertTrue(run.t2.commit());
      // A serializable transaction has looked at the row of the parent, which is another one now.
      assertEquals(level != Level.SERIALIZABLE, run.t1.commit());
    }
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void aParentsKeyDoesNotChangeWhileChildrenCome(Level level) throws Exception {
    try (Interleaving run = new Interleaving(level)) {
      prepare(run, "");
      run.t1.run("INSERT INTO child VALUES (1, 1)");
      mustWait(run.t2.run("UPDATE parent SET id = 10 WHERE id = 1"));
      run.t1.commit();
      assertEquals("23503", run.t2.resume().sqlState());
    }
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void aChildOfAKeyThatIsBeingChangedWaitsAndFails(Level level) throws Exception {
    try (Interleaving run = new Interleaving(level)) {
      prepare(run, "ON UPDATE CASCADE");
      run.t1.run("UPDATE parent SET id = 10 WHERE id = 1");
      mustWait(run.t2.run("INSERT INTO child VALUES (1, 1)"));
      run.t1.commit();
      assertEquals("23503", run.t2.resume().sqlState());
    }
  }

  /** The child comes after the snapshot: only READ COMMITTED may look again. */
  @ParameterizedTest
  @EnumSource(Level.class)
  void aCascadeMeetsAChildThatHasJustBeenInserted(Level level) throws Exception {
    try (Interleaving run = new Interleaving(level)) {
      prepare(run, "ON DELETE CASCADE");
      run.t2.run("SELECT id, n FROM parent WHERE id = 2");
      run.t1.run("INSERT INTO child VALUES (1, 1)");
      mustWait(run.t2.run("DELETE FROM parent WHERE id = 1"));
      run.t1.commit();
      Outcome outcome = run.t2.resume();
      if (level == Level.READ_COMMITTED) {
        assertEquals(Outcome.Kind.DONE, outcome.kind());
        assertTrue(run.t2.commit());
        assertEquals(List.of(), rows(run, CHILDREN));
      } else {
        assertEquals("40001", outcome.sqlState());
        assertEquals(List.of("1=1"), rows(run, CHILDREN));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void aCascadeMeetsAChildThatIsBeingMovedAway(Level level) throws Exception {
    try (Interleaving run = new Interleaving(level)) {
      prepare(run, "ON DELETE CASCADE");
      run.t3.run("INSERT INTO child VALUES (1, 1)");
      run.t3.commit();
      run.t2.run("SELECT id, n FROM parent WHERE id = 2");
      run.t1.run("UPDATE child SET pid = 2 WHERE id = 1");
      mustWait(run.t2.run("DELETE FROM parent WHERE id = 1"));
      run.t1.commit();
      Outcome outcome = run.t2.resume();
      if (level == Level.READ_COMMITTED) {
        assertEquals(Outcome.Kind.DONE, outcome.kind());
        assertTrue(run.t2.commit());
        assertEquals(List.of("2=0"), rows(run, "SELECT id, n FROM parent"));
      } else {
        assertEquals("40001", outcome.sqlState());
      }
      assertEquals(List.of("1=2"), rows(run, CHILDREN));
    }
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void aDeferredCheckSeesWhatOthersHaveDoneMeanwhile(Level level) throws Exception {
    try (Interleaving run = new Interleaving(level)) {
      prepare(run, "DEFERRABLE INITIALLY DEFERRED");
      run.t1.run("INSERT INTO child VALUES (1, 7)");
      run.t2.run("INSERT INTO parent VALUES (7, 0)");
      assertTrue(run.t2.commit());
      // A serializable transaction has seen that the parent was not there.
      assertEquals(level != Level.SERIALIZABLE, run.t1.commit());
    }
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void aCheckIsMadeOfTheRowThatIsWritten(Level level) throws Exception {
    try (Interleaving run = new Interleaving(level)) {
      prepare(run, "");
      run.t2.run("SELECT id, n FROM parent WHERE id = 2");
      run.t1.run("UPDATE parent SET n = n + 60 WHERE id = 1");
      mustWait(run.t2.run("UPDATE parent SET n = n + 60 WHERE id = 1"));
      run.t1.commit();
      assertEquals(level == Level.READ_COMMITTED ? "23514" : "40001", run.t2.resume().sqlState());
      assertEquals(List.of("1=60"), rows(run, "SELECT id, n FROM parent WHERE id = 1"));
    }
  }
}
