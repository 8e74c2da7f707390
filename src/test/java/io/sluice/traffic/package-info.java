/** Tests of traffic. */
@NullMarked
package io.sluice.traffic;

import org.jspecify.annotations.NullMarked;
