/**
 * Converts a Keras model in HDF5 into an archive of Deeplearning4j, once, in a process of its own:
 * nothing here may be called in the server.
 */
@NullMarked
package io.sluice.runtime.keras;

import org.jspecify.annotations.NullMarked;
