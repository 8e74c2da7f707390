package io.sluice.runtime.plan;

import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.preprocessor.Cnn3DToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.CnnToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.ComposableInputPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnn3DPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToCnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;

/**
 * Input preprocessors: other shapes of the same values. Where DL4J makes rows of time steps, those
 * of one step lie together (it reshapes in column-major order): row {@code t * batch + b}.
 */
final class Preprocessors {
  private Preprocessors() {}

  static void register(PreprocessorTranslations all) {
    all.add(
        CnnToFeedForwardPreProcessor.class,
        (preprocessor, input, to) -> flat(checkedImage(preprocessor, input), to));
    all.add(Cnn3DToFeedForwardPreProcessor.class, (preprocessor, input, to) -> flat(input, to));
    all.add(FeedForwardToCnnPreProcessor.class, Preprocessors::image);
    all.add(FeedForwardToCnn3DPreProcessor.class, Preprocessors::volume);
    all.add(
        FeedForwardToRnnPreProcessor.class,
        (preprocessor, input, to) -> series(input, preprocessor.getRnnDataFormat(), to));
    all.add(
        RnnToFeedForwardPreProcessor.class,
        (preprocessor, input, to) ->
            input.rank() == 2 ? input : steps(input, preprocessor.getRnnDataFormat(), to));
    all.add(
        CnnToRnnPreProcessor.class,
        (preprocessor, input, to) -> series(flat(input, to), preprocessor.getRnnDataFormat(), to));
    all.add(RnnToCnnPreProcessor.class, Preprocessors::images);
    all.add(ComposableInputPreProcessor.class, Preprocessors::chain);
  }

  private static Value chain(ComposableInputPreProcessor chain, Value input, Translation to)
      throws UntranslatableException {
    Value value = input;
    for (InputPreProcessor preprocessor : chain.getInputPreProcessors()) {
      value = to.preprocess(preprocessor, value);
    }
    return value;
  }

  /** DL4J refuses images of another size: a plan would pass them on to a layer that fails. */
  private static Value checkedImage(CnnToFeedForwardPreProcessor preprocessor, Value input)
      throws UntranslatableException {
    boolean first = preprocessor.getFormat() != CNN2DFormat.NHWC;
    if (input.rank() == 4 && preprocessor.getNumChannels() > 0) {
      long channels = input.axis(first ? 1 : 3);
      if (channels != Value.OPEN && channels != preprocessor.getNumChannels()) {
        throw new UntranslatableException("a preprocessor wants other images than it gets");
      }
    }
    return input;
  }

  private static Value flat(Value input, Translation to) {
    if (input.rank() == 2) {
      return input;
    }
    long columns = 1;
    for (int axis = 1; axis < input.rank(); axis++) {
      columns = input.axis(axis) == Value.OPEN || columns < 0 ? -1 : columns * input.axis(axis);
    }
    return to.graph().reshape(input, new long[] {0, -1}, List.of(input.axis(0), columns));
  }

  private static Value image(FeedForwardToCnnPreProcessor to4d, Value input, Translation to) {
    if (input.rank() == 4) {
      return input;
    }
    long[] shape = {-1, to4d.getNumChannels(), to4d.getInputHeight(), to4d.getInputWidth()};
    return to.graph().reshape(input, shape, Value.of("", shape).shape());
  }

  private static Value volume(FeedForwardToCnn3DPreProcessor to5d, Value input, Translation to) {
    if (input.rank() == 5) {
      return input;
    }
    long depth = to5d.getInputDepth();
    long height = to5d.getInputHeight();
    long width = to5d.getInputWidth();
    long channels = to5d.getNumChannels();
    long[] shape =
        to5d.isNCDHW()
            ? new long[] {-1, channels, depth, height, width}
            : new long[] {-1, depth, height, width, channels};
    return to.graph().reshape(input, shape, Value.of("", shape).shape());
  }

  private static Value images(RnnToCnnPreProcessor to4d, Value input, Translation to) {
    long[] shape = {-1, to4d.getNumChannels(), to4d.getInputHeight(), to4d.getInputWidth()};
    Value rows = steps(input, to4d.getRnnDataFormat(), to);
    return to.graph().reshape(rows, shape, Value.of("", shape).shape());
  }

  /** Time steps as rows: [t * b, features]. */
  static Value steps(Value input, RNNFormat format, Translation to) {
    boolean last = format == RNNFormat.NWC;
    Value stepsFirst =
        last ? to.graph().transpose(input, 1, 0, 2) : to.graph().transpose(input, 2, 0, 1);
    long features = stepsFirst.axis(2);
    if (features != Value.OPEN) {
      return to.graph()
          .reshape(stepsFirst, new long[] {-1, features}, List.of(Value.OPEN, features));
    }
    return to.reshape(
        stepsFirst,
        List.of(to.graph().longs(-1), to.axisOf(stepsFirst, 2)),
        List.of(Value.OPEN, Value.OPEN));
  }

  /** Rows as time steps of the batch: [b, features, t], or [b, t, features]. */
  static Value series(Value rows, RNNFormat format, Translation to) {
    long features = rows.axis(1);
    Value width = features == Value.OPEN ? to.axisOf(rows, 1) : to.graph().longs(features);
    Value stepsFirst =
        to.reshape(
            rows,
            List.of(to.graph().longs(-1), to.batchSize(), width),
            List.of(Value.OPEN, Value.OPEN, features));
    return format == RNNFormat.NWC
        ? to.graph().transpose(stepsFirst, 1, 0, 2)
        : to.graph().transpose(stepsFirst, 1, 2, 0);
  }
}
