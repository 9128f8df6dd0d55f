/** The same operations in every layout, under random options, beside a model with versions. */
@NullMarked
package org.lightningdb.storage.metamorphic;

import org.jspecify.annotations.NullMarked;
