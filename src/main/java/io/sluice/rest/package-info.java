/** JAX-RS plumbing shared by features: request ids, limits on bodies, names in paths, problems. */
@NullMarked
package io.sluice.rest;

import org.jspecify.annotations.NullMarked;
