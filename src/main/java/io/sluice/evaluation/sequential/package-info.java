/** Comparing the arms of a running experiment, rightly however often somebody looks. */
@NullMarked
package io.sluice.evaluation.sequential;

import org.jspecify.annotations.NullMarked;
