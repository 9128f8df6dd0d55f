/** Tests of the whole engine: what it promises, and that it keeps it when everything breaks. */
@NullMarked
package org.lightningdb.storage;

import org.jspecify.annotations.NullMarked;
