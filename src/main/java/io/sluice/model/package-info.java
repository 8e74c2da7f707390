/** The words of serving: names, signatures, tensors, predictions and the failures they can meet. */
@NullMarked
package io.sluice.model;

import org.jspecify.annotations.NullMarked;
