/** Holds the contract, its examples, the code and a running server's answers against each other. */
@NullMarked
package io.sluice.contract;

import org.jspecify.annotations.NullMarked;
