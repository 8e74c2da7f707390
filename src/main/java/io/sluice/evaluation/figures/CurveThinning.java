package io.sluice.evaluation.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A curve of any length in a few hundred points. Points within a straight line are dropped: that
 * loses nothing. If there are still too many, the corners of the upper hull stay, where the best
 * operating points are, and of the rest the first beyond each of equal steps along the curve. Of a
 * hull that takes more than half of the points, those corners go first that cut off least. Memory:
 * that of the points kept.
 */
final class CurveThinning {
  private final int most;
  private final double scaleX;
  private final double scaleY;
  private final double step;
  private final List<CurvePoint> all = new ArrayList<>();
  private final List<CurvePoint> hull = new ArrayList<>();
  private final List<CurvePoint> spread = new ArrayList<>();
  private CurvePoint last = new CurvePoint(0, 0, Float.POSITIVE_INFINITY);
  private boolean overflown;
  private double travelled;
  private double next;

  /**
   * A curve without points.
   *
   * @param most how many points may be left
   * @param scaleX what one unit along x is on the way that steps are measured along
   * @param scaleY the same along y
   * @param length the length of that way
   */
  CurveThinning(int most, double scaleX, double scaleY, double length) {
    this.most = most;
    this.scaleX = scaleX;
    this.scaleY = scaleY;
    // Two for the ends.
    step = length / (most - most / 2 - 2);
  }

  /** The next point; x never less than before. */
  void add(CurvePoint point) {
    travelled += scaleX * Math.abs(point.x() - last.x()) + scaleY * Math.abs(point.y() - last.y());
    addToAll(point);
    while (hull.size() >= 2 && turn(hull.get(hull.size() - 2), top(hull), point) >= 0) {
      hull.remove(hull.size() - 1);
    }
    hull.add(point);
    if (travelled >= next) {
      spread.add(point);
      next = travelled + step;
    }
    last = point;
  }

  /** The points that are left, in order. */
  List<CurvePoint> points() {
    if (!overflown) {
      return List.copyOf(all);
    }
    thinHull();
    // By falling threshold: the order of the curve.
    TreeMap<Float, CurvePoint> kept = new TreeMap<>((a, b) -> Float.compare(b, a));
    hull.forEach(point -> kept.put(point.threshold(), point));
    spread.forEach(point -> kept.put(point.threshold(), point));
    kept.put(last.threshold(), last);
    return List.copyOf(kept.values());
  }

  private void addToAll(CurvePoint point) {
    if (overflown) {
      return;
    }
    if (all.size() >= 2 && turn(all.get(all.size() - 2), top(all), point) == 0) {
      all.remove(all.size() - 1);
    }
    all.add(point);
    if (all.size() > most) {
      overflown = true;
      all.clear();
    }
  }

  private void thinHull() {
    while (hull.size() > most / 2) {
      int least = 1;
      for (int i = 2; i < hull.size() - 1; i++) {
        if (cut(i) < cut(least)) {
          least = i;
        }
      }
      hull.remove(least);
    }
  }

  /** Twice the area that leaving out a corner of the hull cuts off. */
  private double cut(int corner) {
    return -turn(hull.get(corner - 1), hull.get(corner), hull.get(corner + 1));
  }

  /** Above 0 for a turn to the left, below for one to the right, 0 on a line. */
  private static double turn(CurvePoint a, CurvePoint b, CurvePoint c) {
    return (b.x() - a.x()) * (c.y() - b.y()) - (b.y() - a.y()) * (c.x() - b.x());
  }

  private static CurvePoint top(List<CurvePoint> points) {
    return points.get(points.size() - 1);
  }
}
