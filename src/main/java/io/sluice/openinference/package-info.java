/** The Open Inference Protocol V2 over REST, at {@code /v2}: its paths, documents and bodies. */
@NullMarked
package io.sluice.openinference;

import org.jspecify.annotations.NullMarked;
