/** Counts what a process does to a folder, and stops it before any one of these steps. */
@NullMarked
package io.sluice.testing.steps;

import org.jspecify.annotations.NullMarked;
