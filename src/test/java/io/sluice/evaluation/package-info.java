/** Tests of evaluations. */
@NullMarked
package io.sluice.evaluation;

import org.jspecify.annotations.NullMarked;
