package io.sluice.intake;

import org.jspecify.annotations.Nullable;

/** What a file seems to be, and what is said to its sender if no intake takes it. */
public enum SniffedFormat {
  /** A zip: perhaps an archive of Deeplearning4j. */
  DL4J_ZIP(null),
  /** Perhaps a model in ONNX's format. */
  ONNX(null),
  /** HDF5: perhaps a model of Keras 1 or 2. */
  KERAS_HDF5(null),
  /** The format of Keras 3. */
  KERAS_ZIP(
      "This is a .keras archive of Keras 3, which is not served; save the model as HDF5 from Keras"
          + " 2, or export it to ONNX."),
  /** {@code torch.save} or TorchScript. */
  PYTORCH(
      "This is a PyTorch file, which holds Python objects and is never read; export the model with"
          + " torch.onnx.export."),
  /** Python's own serialization. */
  PICKLE(
      "This is a Python pickle, which runs code when it is read and is never read here; export the"
          + " model to ONNX."),
  /** {@code .npy} or {@code .npz}. */
  NUMPY("This is a NumPy file: arrays without a model; export the model to ONNX."),
  /** A SavedModel or a frozen graph. */
  TENSORFLOW(
      "This is a TensorFlow graph, which is not served; convert it to ONNX with tf2onnx, or save"
          + " the Keras model as HDF5."),
  /** {@code .tflite}. */
  TENSORFLOW_LITE(
      "This is a TensorFlow Lite model, which is not served; convert it to ONNX with tf2onnx."),
  /** A graph of SameDiff as FlatBuffers. */
  SAMEDIFF(
      "This is a SameDiff graph, which is not served; push the Deeplearning4j network it came from,"
          + " or a model in ONNX's format."),
  /** Java's own serialization. */
  JAVA_OBJECT(
      "This is a serialized Java object, which is never read; write the network with"
          + " Deeplearning4j's ModelSerializer.writeModel."),
  /** safetensors, GGUF. */
  WEIGHTS_ONLY(
      "This file holds weights without the network they belong to; export the model to ONNX."),
  /** gzip, tar.gz. */
  GZIP("This file is compressed with gzip; push the model file itself, not packed again."),
  /** None of the above. */
  UNKNOWN(
      "This is no model file that is known here; pushed can be a Deeplearning4j archive, a model in"
          + " ONNX's format and, where it is switched on, a Keras model in HDF5.");

  /** What is said to the sender of a Keras file where none is converted. */
  static final String KERAS_OFF =
      "Keras models are not taken here: they are converted only where sluice.intake.keras is true;"
          + " export the model to ONNX.";

  private final @Nullable String refusal;

  SniffedFormat(@Nullable String refusal) {
    this.refusal = refusal;
  }

  /** A sentence for the sender; null for what an intake takes, or at least inspects. */
  public @Nullable String refusal() {
    return refusal;
  }
}
