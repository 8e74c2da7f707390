/** Judges experiments that run, and acts on what is found. */
@NullMarked
package io.sluice.experiment;

import org.jspecify.annotations.NullMarked;
