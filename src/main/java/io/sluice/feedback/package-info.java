/** Remembers what was predicted, takes the true outcome later, and scores live versions. */
@NullMarked
package io.sluice.feedback;

import org.jspecify.annotations.NullMarked;
