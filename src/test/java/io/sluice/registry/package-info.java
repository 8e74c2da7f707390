/** Tests of the registry. */
@NullMarked
package io.sluice.registry;

import org.jspecify.annotations.NullMarked;
