/** What we count and the names we count it under. */
@NullMarked
package io.sluice.metrics;

import org.jspecify.annotations.NullMarked;
