/** Which version answers a request. */
@NullMarked
package io.sluice.traffic;

import org.jspecify.annotations.NullMarked;
