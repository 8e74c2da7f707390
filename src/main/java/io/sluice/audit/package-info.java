/** Who did what: the entries of every change, chained so that none can be altered unseen. */
@NullMarked
package io.sluice.audit;

import org.jspecify.annotations.NullMarked;
