/** Tests of TensorFlow Serving's protocol, one for each sentence that states a rule. */
@NullMarked
package io.sluice.tensorflow;

import org.jspecify.annotations.NullMarked;
