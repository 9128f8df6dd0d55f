package org.lightningdb.storage.layout.btree;

import java.util.Random;
import org.lightningdb.storage.layout.LayoutContract;
import org.lightningdb.storage.layout.StoreUnderTest;
import org.lightningdb.storage.spec.StoreSpec;

/** The B+Tree layout keeps the contract. */
class BTreeContractTest extends LayoutContract {
  @Override
  protected StoreUnderTest.Kit kit(Random random) {
    return BTreeKit.random(random, StoreSpec.btree());
  }
}
