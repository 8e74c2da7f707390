/** Tests of who asks and whether he may. */
@NullMarked
package io.sluice.security;

import org.jspecify.annotations.NullMarked;
