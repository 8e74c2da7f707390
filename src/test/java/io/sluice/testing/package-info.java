/** What tests share: one started server, and ways to talk to it. */
@NullMarked
package io.sluice.testing;

import org.jspecify.annotations.NullMarked;
