/**
 * The only room that knows Deeplearning4j and ND4J: turns an artifact into a predictor and owns
 * native memory.
 */
@NullMarked
package io.sluice.runtime;

import org.jspecify.annotations.NullMarked;
