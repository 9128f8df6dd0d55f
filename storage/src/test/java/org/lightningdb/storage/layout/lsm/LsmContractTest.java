package org.lightningdb.storage.layout.lsm;

import java.util.Random;
import org.lightningdb.storage.layout.LayoutContract;
import org.lightningdb.storage.layout.StoreUnderTest;
import org.lightningdb.storage.spec.StoreSpec;

/** The log-structured layout keeps the contract. */
class LsmContractTest extends LayoutContract {
  @Override
  protected StoreUnderTest.Kit kit(Random random) {
    return new LsmKit(random, StoreSpec.lsm());
  }
}
