/** Tests of the probes, red as well as green. */
@NullMarked
package io.sluice.health;

import org.jspecify.annotations.NullMarked;
