/** Tests of the predict use case. */
@NullMarked
package io.sluice.prediction;

import org.jspecify.annotations.NullMarked;
