/**
 * TensorFlow Serving's REST protocol, and KServe's V1 on top of it, over the same predict use case.
 */
@NullMarked
package io.sluice.tensorflow;

import org.jspecify.annotations.NullMarked;
