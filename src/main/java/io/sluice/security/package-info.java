/** Who asks, and whether he may: keys, tokens, roles, and what a production server must have. */
@NullMarked
package io.sluice.security;

import org.jspecify.annotations.NullMarked;
