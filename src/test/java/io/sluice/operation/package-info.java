/** Holds what operators run (scripts, image, pipeline) to what it says. */
@NullMarked
package io.sluice.operation;

import org.jspecify.annotations.NullMarked;
