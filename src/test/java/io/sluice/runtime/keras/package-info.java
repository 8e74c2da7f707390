/** Keras files, made sound and made hostile. */
@NullMarked
package io.sluice.runtime.keras;

import org.jspecify.annotations.NullMarked;
