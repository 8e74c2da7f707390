/** Tests of experiments. */
@NullMarked
package io.sluice.experiment;

import org.jspecify.annotations.NullMarked;
