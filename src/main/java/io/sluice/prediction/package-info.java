/** The predict use case and its native resources. */
@NullMarked
package io.sluice.prediction;

import org.jspecify.annotations.NullMarked;
