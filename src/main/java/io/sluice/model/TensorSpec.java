package io.sluice.model;

import java.util.List;

/**
 * A tensor of the network itself: what it is called, and the shape of one row.
 *
 * @param name the network's own name for it
 * @param datatype the type the network computes in
 * @param shape without the batch axis; -1 where the length varies
 * @param layout {@code NCHW}, {@code NHWC}, {@code NCW}, {@code NWC}, {@code NCDHW}, {@code NDHWC},
 *     or empty where the rank says all
 * @param softmax whether the values of a row are the probabilities of exclusive classes
 */
public record TensorSpec(
    String name, Datatype datatype, List<Integer> shape, String layout, boolean softmax) {
  public TensorSpec {
    shape = List.copyOf(shape);
  }
}
