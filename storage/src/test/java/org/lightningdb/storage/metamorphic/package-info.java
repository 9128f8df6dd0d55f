/**
 * Random histories of whole engines beside a model with versions: the same operations in every
 * layout under random options, and the same operations in every order that a schedule can make.
 */
@NullMarked
package org.lightningdb.storage.metamorphic;

import org.jspecify.annotations.NullMarked;
