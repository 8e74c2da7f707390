/** Tests of the room {@code catalog}. */
@NullMarked
package io.sluice.catalog;

import org.jspecify.annotations.NullMarked;
