package io.sluice.openinference;

import org.jspecify.annotations.Nullable;

/**
 * One output that a request asks for.
 *
 * @param name of the output
 * @param pointer to it in the request, for faults
 * @param binary whether it is wanted as bytes; null if the request says it for all
 * @param classes how many classes are wanted instead of the values; 0 for the values
 */
record RequestedOutput(String name, String pointer, @Nullable Boolean binary, int classes) {}
