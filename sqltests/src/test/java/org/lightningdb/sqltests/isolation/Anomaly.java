package org.lightningdb.sqltests.isolation;

import static org.lightningdb.sqltests.isolation.Interleaving.mustWait;
import static org.lightningdb.sqltests.isolation.Interleaving.read;
import static org.lightningdb.sqltests.isolation.Interleaving.write;

import java.util.List;

/**
 * The anomalies by their published names, the weaker levels' first (Adya; Bailis and others; the
 * interleavings are those of Kleppmann's Hermitage). Each runs its steps and says whether the
 * anomaly was there.
 */
enum Anomaly {
  G0("G0", "dirty write: two transactions' writes of two rows are mixed") {
    @Override
    boolean occurs(Interleaving run) throws Exception {
      run.t1.run(write(1, 11));
      mustWait(run.t2.run(write(1, 12)));
      run.t1.run(write(2, 21));
      run.t1.commit();
      run.t2.resume();
      run.t2.run(write(2, 22));
      run.t2.commit();
      return !List.of(List.of("1=11", "2=21"), List.of("1=12", "2=22")).contains(run.rows());
    }
  },
  G1A("G1a", "aborted read: a value is seen that is rolled back") {
    @Override
    boolean occurs(Interleaving run) throws Exception {
      run.t1.run(write(1, 101));
      boolean seen = run.t2.run(read(1)).saw("1=101");
      run.t1.rollback();
      return seen || run.t2.run(read(1)).saw("1=101");
    }
  },
  G1B("G1b", "intermediate read: a value is seen that its writer changes once more") {
    @Override
    boolean occurs(Interleaving run) throws Exception {
      run.t1.run(write(1, 101));
      boolean seen = run.t2.run(read(1)).saw("1=101");
      run.t1.run(write(1, 11));
      run.t1.commit();
      return seen || run.t2.run(read(1)).saw("1=101");
    }
  },
  G1C("G1c", "circular information flow: each of two sees what the other wrote") {
    @Override
    boolean occurs(Interleaving run) throws Exception {
      run.t1.run(write(1, 11));
      run.t2.run(write(2, 22));
      boolean first = run.t1.run(read(2)).saw("2=22");
      boolean second = run.t2.run(read(1)).saw("1=11");
      return run.t1.commit() && run.t2.commit() && first && second;
    }
  },
  OTV("OTV", "observed transaction vanishes: seen in one row, later not in the other") {
    @Override
    boolean occurs(Interleaving run) throws Exception {
      run.t1.run(write(1, 11));
      run.t1.run(write(2, 19));
      mustWait(run.t2.run(write(1, 12)));
      run.t1.commit();
      boolean firstSeen = run.t3.run(read(1)).saw("1=11");
      run.t2.resume();
      run.t2.run(write(2, 18));
      boolean firstGone = run.t3.run(read(2)).saw("2=20");
      run.t2.commit();
      boolean secondSeen = run.t3.run(read(2)).saw("2=18");
      boolean secondGone = !run.t3.run(read(1)).saw("1=12");
      return (firstSeen && firstGone) || (secondSeen && secondGone);
    }
  },
  PMP("PMP", "predicate with many preceders: a condition finds a row that was not there before") {
    @Override
    boolean occurs(Interleaving run) throws Exception {
      run.t1.run("SELECT id, n FROM test WHERE n = 30");
      run.t2.run("INSERT INTO test VALUES (3, 30)");
      run.t2.commit();
      return run.t1.run("SELECT id, n FROM test WHERE MOD(n, 3) = 0").saw("3=30");
    }
  },
  PMP_WRITE("PMP, writing", "a change passes by a row that meets its condition all the time") {
    @Override
    boolean occurs(Interleaving run) throws Exception {
      run.t1.run("UPDATE test SET n = n + 10");
      mustWait(run.t2.run("DELETE FROM test WHERE n = 20"));
      run.t1.commit();
      run.t2.resume();
      boolean left = run.t2.run("SELECT id, n FROM test WHERE n = 20").saw("1=20");
      return run.t2.commit() && left;
    }
  },
  P4("P4", "lost update: both of two read, then write; the first write is lost") {
    @Override
    boolean occurs(Interleaving run) throws Exception {
      run.t1.run(read(1));
      run.t2.run(read(1));
      run.t1.run(write(1, 11));
      mustWait(run.t2.run(write(1, 12)));
      boolean first = run.t1.commit();
      run.t2.resume();
      return first && run.t2.commit();
    }
  },
  G_SINGLE("G-single", "read skew: one row from before a transaction, one from after it") {
    @Override
    boolean occurs(Interleaving run) throws Exception {
      run.t1.run(read(1));
      run.t2.run(write(1, 12));
      run.t2.run(write(2, 18));
      run.t2.commit();
      return run.t1.run(read(2)).saw("2=18");
    }
  },
  G_SINGLE_PREDICATE("G-single, conditions", "read skew between two conditions") {
    @Override
    boolean occurs(Interleaving run) throws Exception {
      run.t1.run("SELECT id, n FROM test WHERE MOD(n, 5) = 0");
      run.t2.run("UPDATE test SET n = 12 WHERE n = 10");
      run.t2.commit();
      return run.t1.run("SELECT id, n FROM test WHERE MOD(n, 3) = 0").saw("1=12");
    }
  },
  G_SINGLE_WRITE("G-single, writing", "a change's condition sees what a read before it did not") {
    @Override
    boolean occurs(Interleaving run) throws Exception {
      run.t1.run(read(1));
      run.t2.run(write(1, 12));
      run.t2.run(write(2, 18));
      run.t2.commit();
      boolean changed = run.t1.run("DELETE FROM test WHERE n = 18").saw("count 1");
      return run.t1.commit() && changed;
    }
  },
  G2_ITEM("G2-item", "write skew: each of two changes a row that the other has read") {
    @Override
    boolean occurs(Interleaving run) throws Exception {
      run.t1.run("SELECT id, n FROM test WHERE id IN (1, 2)");
      run.t2.run("SELECT id, n FROM test WHERE id IN (1, 2)");
      run.t1.run(write(1, 11));
      run.t2.run(write(2, 21));
      return run.t1.commit() && run.t2.commit();
    }
  },
  G2("G2", "write skew by a condition: each of two adds a row that the other would have found") {
    @Override
    boolean occurs(Interleaving run) throws Exception {
      run.t1.run("SELECT id, n FROM test WHERE MOD(n, 3) = 0");
      run.t2.run("SELECT id, n FROM test WHERE MOD(n, 3) = 0");
      run.t1.run("INSERT INTO test VALUES (3, 30)");
      run.t2.run("INSERT INTO test VALUES (4, 42)");
      return run.t1.commit() && run.t2.commit();
    }
  },
  G2_READ_ONLY("G2, read-only", "only a third, who writes nothing, makes the order impossible") {
    @Override
    boolean occurs(Interleaving run) throws Exception {
      run.t1.run("SELECT id, n FROM test");
      run.t2.run("UPDATE test SET n = n + 5 WHERE id = 2");
      run.t2.commit();
      boolean second = run.t3.run("SELECT id, n FROM test").rows().equals(List.of("1=10", "2=25"));
      boolean third = run.t3.commit();
      run.t1.run(write(1, 0));
      return run.t1.commit() && second && third;
    }
  };

  private final String title;
  private final String meaning;

  Anomaly(String title, String meaning) {
    this.title = title;
    this.meaning = meaning;
  }

  abstract boolean occurs(Interleaving run) throws Exception;

  String title() {
    return title;
  }

  String meaning() {
    return meaning;
  }
}
