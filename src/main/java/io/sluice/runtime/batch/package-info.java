/** Which requests a version computes together, which ones wait, and which ones are refused. */
@NullMarked
package io.sluice.runtime.batch;

import org.jspecify.annotations.NullMarked;
