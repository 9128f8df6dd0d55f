/**
 * What a caller may choose when opening an engine, creating a store or beginning a transaction.
 * Immutable values only.
 */
@NullMarked
package org.lightningdb.storage.spec;

import org.jspecify.annotations.NullMarked;
