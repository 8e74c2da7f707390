package io.sluice.intake;

import io.sluice.model.ModelArchive;

/**
 * A checked configuration.
 *
 * @param kind which network it describes
 * @param json its text, as it stands in the archive
 * @param parameters a count of the parameters it asks for, near enough for a ceiling: exact for the
 *     common layers, without biases
 * @param parameterFree whether no layer in it has parameters
 */
record Configuration(ModelArchive.Kind kind, String json, long parameters, boolean parameterFree) {}
