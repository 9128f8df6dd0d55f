package org.lightningdb.storage.layout.lsm;

import java.util.Random;
import org.lightningdb.storage.layout.PastContract;
import org.lightningdb.storage.layout.StoreUnderTest;
import org.lightningdb.storage.spec.StoreSpec;

/** Log-structured stores remember. */
class LsmPastTest extends PastContract {
  @Override
  protected StoreUnderTest.Kit kit(Random random) {
    return new LsmKit(random, StoreSpec.lsm().withHistoryMillis(Long.MAX_VALUE));
  }
}
