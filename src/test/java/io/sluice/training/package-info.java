/** Trains the sample models under {@code models/} from the data sets under {@code data/}. */
@NullMarked
package io.sluice.training;

import org.jspecify.annotations.NullMarked;
