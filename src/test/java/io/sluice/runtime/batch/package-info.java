/** Tests of what is computed together, what waits, and what is refused. */
@NullMarked
package io.sluice.runtime.batch;

import org.jspecify.annotations.NullMarked;
