/** Bytes to instances and predictions to bytes: JSON, CSV, XML, query strings and HTML. */
@NullMarked
package io.sluice.codec;

import org.jspecify.annotations.NullMarked;
