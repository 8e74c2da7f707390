/** Tests of feedback. */
@NullMarked
package io.sluice.feedback;

import org.jspecify.annotations.NullMarked;
