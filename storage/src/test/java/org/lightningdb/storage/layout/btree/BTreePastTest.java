package org.lightningdb.storage.layout.btree;

import java.util.Random;
import org.lightningdb.storage.layout.PastContract;
import org.lightningdb.storage.layout.StoreUnderTest;
import org.lightningdb.storage.spec.StoreSpec;

/** B+Trees remember. */
class BTreePastTest extends PastContract {
  @Override
  protected StoreUnderTest.Kit kit(Random random) {
    return BTreeKit.random(random, StoreSpec.btree().withHistoryMillis(Long.MAX_VALUE));
  }
}
