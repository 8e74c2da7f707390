/** Scores versions against rows whose answers are known, and compares two of them. */
@NullMarked
package io.sluice.evaluation;

import org.jspecify.annotations.NullMarked;
