/** Tests of what is counted and how it is shown. */
@NullMarked
package io.sluice.metrics;

import org.jspecify.annotations.NullMarked;
