package io.sluice.runtime;

import org.deeplearning4j.nn.api.Model;

/**
 * A loaded DL4J network. It computes one batch at a time (deeplearning4j#9993): whoever holds one
 * keeps others out.
 */
public interface Network extends Probed {
  /** DL4J's own object: its configuration and parameters are what a plan is compiled from. */
  Model model();

  /** Gives native memory back; the network must not be used again. */
  void close();
}
