/** Turns untrusted bytes of a model archive into checked values, or into a reason why not. */
@NullMarked
package io.sluice.intake;

import org.jspecify.annotations.NullMarked;
