package io.sluice.evaluation.figures;

import java.util.Optional;

/**
 * One class against the others.
 *
 * @param label the class
 * @param counts its figures as predicted
 * @param ranking its figures as ranked; empty if the rows' probabilities were not kept
 */
public record ClassReport(String label, OneVsRest counts, Optional<ClassRanking> ranking) {}
