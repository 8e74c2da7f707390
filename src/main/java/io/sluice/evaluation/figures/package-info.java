/** Predictions against labels: every figure, its interval and its curves; arithmetic only. */
@NullMarked
package io.sluice.evaluation.figures;

import org.jspecify.annotations.NullMarked;
