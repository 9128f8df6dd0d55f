/** Tests that speak SQL or look at the whole house: architecture, house rules, end-to-end. */
@NullMarked
package org.lightningdb.sqltests;

import org.jspecify.annotations.NullMarked;
