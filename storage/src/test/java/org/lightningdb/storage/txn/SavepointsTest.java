package org.lightningdb.storage.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;

class SavepointsTest {
  @Test
  void onlyWhatWasGivenOutAndNotReleasedCanBeRolledBackTo() {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      Savepoints savepoints = new Savepoints();
      TreeSet<Integer> model = new TreeSet<>();
      int position = 0;
      for (int step = 0; step < 100; step++) {
        position += random.nextInt(3);
        if (random.nextBoolean()) {
          savepoints.add(position);
          model.add(position);
        } else {
          int wanted = random.nextInt(position + 3) - 1;
          if (model.contains(wanted)) {
            savepoints.rollBackTo(wanted);
            model.tailSet(wanted, false).clear();
          } else {
            StorageException e =
                assertThrows(
                    StorageException.class, () -> savepoints.rollBackTo(wanted), "seed " + seed);
            assertEquals(Kind.INVALID_REQUEST, e.kind());
            assertTrue(String.valueOf(e.getMessage()).contains("savepoint " + wanted));
          }
        }
      }
    }
  }
}
