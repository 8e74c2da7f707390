/** Tests of the Open Inference Protocol V2. */
@NullMarked
package io.sluice.openinference;

import org.jspecify.annotations.NullMarked;
