/** Tests of the repository. */
@NullMarked
package io.sluice.repository;

import org.jspecify.annotations.NullMarked;
