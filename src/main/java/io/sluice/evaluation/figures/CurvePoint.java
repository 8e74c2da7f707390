package io.sluice.evaluation.figures;

/**
 * One point of a curve.
 *
 * @param x false positive rate of a ROC curve, recall of a precision-recall curve
 * @param y true positive rate of a ROC curve, precision of a precision-recall curve
 * @param threshold the class is predicted from this probability up; above 1, infinity, for the
 *     start of a ROC curve, where it never is
 */
public record CurvePoint(double x, double y, float threshold) {}
