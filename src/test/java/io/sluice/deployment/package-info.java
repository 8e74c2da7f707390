/** Tests of deployment. */
@NullMarked
package io.sluice.deployment;

import org.jspecify.annotations.NullMarked;
