/** Tests of the figures: by hand, by property, and against an independent program. */
@NullMarked
package io.sluice.evaluation.figures;

import org.jspecify.annotations.NullMarked;
