/** Tests of the comparison of arms, by arithmetic and by simulation. */
@NullMarked
package io.sluice.evaluation.sequential;

import org.jspecify.annotations.NullMarked;
