package io.sluice.runtime.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.hdf5.global.hdf5.H5Aclose;
import static org.bytedeco.hdf5.global.hdf5.H5Acreate2;
import static org.bytedeco.hdf5.global.hdf5.H5Awrite;
import static org.bytedeco.hdf5.global.hdf5.H5Dclose;
import static org.bytedeco.hdf5.global.hdf5.H5Dcreate2;
import static org.bytedeco.hdf5.global.hdf5.H5Dwrite;
import static org.bytedeco.hdf5.global.hdf5.H5F_ACC_TRUNC;
import static org.bytedeco.hdf5.global.hdf5.H5Fclose;
import static org.bytedeco.hdf5.global.hdf5.H5Fcreate;
import static org.bytedeco.hdf5.global.hdf5.H5Gclose;
import static org.bytedeco.hdf5.global.hdf5.H5Gcreate2;
import static org.bytedeco.hdf5.global.hdf5.H5P_DEFAULT;
import static org.bytedeco.hdf5.global.hdf5.H5S_SCALAR;
import static org.bytedeco.hdf5.global.hdf5.H5Sclose;
import static org.bytedeco.hdf5.global.hdf5.H5Screate;
import static org.bytedeco.hdf5.global.hdf5.H5Screate_simple;
import static org.bytedeco.hdf5.global.hdf5.H5T_C_S1_g;
import static org.bytedeco.hdf5.global.hdf5.H5T_IEEE_F32LE_g;
import static org.bytedeco.hdf5.global.hdf5.H5T_NATIVE_FLOAT_g;
import static org.bytedeco.hdf5.global.hdf5.H5Tclose;
import static org.bytedeco.hdf5.global.hdf5.H5Tcommit2;
import static org.bytedeco.hdf5.global.hdf5.H5Tcopy;
import static org.bytedeco.hdf5.global.hdf5.H5Tset_size;
import static org.bytedeco.hdf5.global.hdf5.H5open;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerPointer;

/** Writes HDF5 files as Keras saves models, and such as it never would. */
final class Hdf5Forge implements AutoCloseable {
  /** Where the weights of the one layer of {@link #model} lie. */
  static final String LAYER = "/model_weights/dense";

  /** A network of one dense layer: 2 columns in, 2 out. */
  static final String DENSE =
      """
      {"class_name": "Sequential", "config": {"name": "s", "layers": [{"class_name": "Dense",
      "config": {"name": "dense", "trainable": true, "batch_input_shape": [null, 2],
      "dtype": "float32", "units": 2, "activation": "linear", "use_bias": true,
      "kernel_initializer": {"class_name": "Zeros", "config": {}},
      "bias_initializer": {"class_name": "Zeros", "config": {}}, "kernel_regularizer": null,
      "bias_regularizer": null, "activity_regularizer": null, "kernel_constraint": null,
      "bias_constraint": null}}]}}
      """;

  private final long file;

  private Hdf5Forge(long file) {
    this.file = file;
  }

  static Hdf5Forge create(Path path) {
    H5open();
    return new Hdf5Forge(
        ok(H5Fcreate(path.toString(), H5F_ACC_TRUNC(), H5P_DEFAULT(), H5P_DEFAULT())));
  }

  /** A file that {@link KerasConverter} takes, with weights 1, 2, 3, 4 and biases 5, 6. */
  static Hdf5Forge model(Path path) {
    Hdf5Forge forge = frame(path, DENSE);
    forge.floats(LAYER + "/dense/kernel:0", new float[] {1, 2, 3, 4}, 2, 2);
    forge.floats(LAYER + "/dense/bias:0", new float[] {5, 6}, 2);
    return forge;
  }

  /** The same without weights. */
  static Hdf5Forge frame(Path path, String configuration) {
    Hdf5Forge forge = create(path);
    forge.text("/", "model_config", configuration);
    forge.text("/", "keras_version", "2.2.4");
    forge.text("/", "backend", "tensorflow");
    forge.group("/model_weights");
    forge.group(LAYER);
    forge.group(LAYER + "/dense");
    forge.text(LAYER, "weight_names", "dense/kernel:0");
    return forge;
  }

  long id() {
    return file;
  }

  void group(String path) {
    H5Gclose(ok(H5Gcreate2(file, path, H5P_DEFAULT(), H5P_DEFAULT(), H5P_DEFAULT())));
  }

  void text(String object, String name, String text) {
    byte[] bytes = (text + "\0").getBytes(StandardCharsets.UTF_8);
    long type = ok(H5Tcopy(H5T_C_S1_g()));
    ok(H5Tset_size(type, bytes.length));
    long space = ok(H5Screate(H5S_SCALAR));
    long owner = ok(org.bytedeco.hdf5.global.hdf5.H5Oopen(file, object, H5P_DEFAULT()));
    long attribute = ok(H5Acreate2(owner, name, type, space, H5P_DEFAULT(), H5P_DEFAULT()));
    try (BytePointer memory = new BytePointer(bytes)) {
      ok(H5Awrite(attribute, type, memory));
    }
    H5Aclose(attribute);
    org.bytedeco.hdf5.global.hdf5.H5Oclose(owner);
    H5Sclose(space);
    H5Tclose(type);
  }

  /** A text of variable length, as Keras itself writes it through h5py. */
  void variableText(String object, String name, String text) {
    long type = ok(H5Tcopy(H5T_C_S1_g()));
    ok(H5Tset_size(type, -1)); // H5T_VARIABLE
    long space = ok(H5Screate(H5S_SCALAR));
    long owner = ok(org.bytedeco.hdf5.global.hdf5.H5Oopen(file, object, H5P_DEFAULT()));
    long attribute = ok(H5Acreate2(owner, name, type, space, H5P_DEFAULT(), H5P_DEFAULT()));
    try (BytePointer bytes = new BytePointer(text, StandardCharsets.UTF_8);
        PointerPointer<BytePointer> memory = new PointerPointer<>(1)) {
      ok(H5Awrite(attribute, type, memory.put(0, bytes)));
    }
    H5Aclose(attribute);
    org.bytedeco.hdf5.global.hdf5.H5Oclose(owner);
    H5Sclose(space);
    H5Tclose(type);
  }

  /** A type of its own: neither group nor data set. */
  void namedType(String path) {
    long type = ok(H5Tcopy(H5T_IEEE_F32LE_g()));
    ok(H5Tcommit2(file, path, type, H5P_DEFAULT(), H5P_DEFAULT(), H5P_DEFAULT()));
    H5Tclose(type);
  }

  void floats(String path, float[] values, long... axes) {
    long set = dataSet(path, H5P_DEFAULT(), axes);
    try (FloatPointer memory = new FloatPointer(values)) {
      ok(H5Dwrite(set, H5T_NATIVE_FLOAT_g(), 0, 0, H5P_DEFAULT(), memory));
    }
    H5Dclose(set);
  }

  /** A data set without values; to be closed. */
  long dataSet(String path, long properties, long... axes) {
    long space = ok(H5Screate_simple(axes.length, axes, axes));
    long set =
        ok(
            H5Dcreate2(
                file, path, H5T_IEEE_F32LE_g(), space, H5P_DEFAULT(), properties, H5P_DEFAULT()));
    H5Sclose(space);
    return set;
  }

  @Override
  public void close() {
    ok(H5Fclose(file));
  }

  static long ok(long result) {
    assertThat(result).as("HDF5 does what the test asks").isNotNegative();
    return result;
  }
}
