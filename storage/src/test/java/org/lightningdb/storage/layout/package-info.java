/** What every layout promises. Start with LayoutContract. */
@NullMarked
package org.lightningdb.storage.layout;

import org.jspecify.annotations.NullMarked;
