/** Probes: has it started, can it take requests, is it alive. */
@NullMarked
package io.sluice.health;

import org.jspecify.annotations.NullMarked;
