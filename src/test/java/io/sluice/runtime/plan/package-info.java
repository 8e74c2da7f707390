/** Tests of plans: each kind of layer against DL4J itself. */
@NullMarked
package io.sluice.runtime.plan;

import org.jspecify.annotations.NullMarked;
