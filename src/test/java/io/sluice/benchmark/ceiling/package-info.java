/** The same work as Sluice by hand in a plain servlet: what the server and the machine allow. */
@NullMarked
package io.sluice.benchmark.ceiling;

import org.jspecify.annotations.NullMarked;
