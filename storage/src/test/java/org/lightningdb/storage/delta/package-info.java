/** Tests of the delta tree: against a model, and with many threads. */
@NullMarked
package org.lightningdb.storage.delta;

import org.jspecify.annotations.NullMarked;
