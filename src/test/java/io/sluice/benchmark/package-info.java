/** Measures Sluice beside what it could be at best; nothing here is a test. */
@NullMarked
package io.sluice.benchmark;

import org.jspecify.annotations.NullMarked;
