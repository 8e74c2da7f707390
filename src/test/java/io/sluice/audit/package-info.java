/** Tests of the audit. */
@NullMarked
package io.sluice.audit;

import org.jspecify.annotations.NullMarked;
