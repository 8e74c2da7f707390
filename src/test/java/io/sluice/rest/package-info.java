/** Tests of what all requests share. */
@NullMarked
package io.sluice.rest;

import org.jspecify.annotations.NullMarked;
