package io.sluice.runtime.keras;

import static org.bytedeco.hdf5.global.hdf5.H5Aclose;
import static org.bytedeco.hdf5.global.hdf5.H5Aexists;
import static org.bytedeco.hdf5.global.hdf5.H5Aget_type;
import static org.bytedeco.hdf5.global.hdf5.H5Aopen;
import static org.bytedeco.hdf5.global.hdf5.H5Aread;
import static org.bytedeco.hdf5.global.hdf5.H5Eset_auto2;
import static org.bytedeco.hdf5.global.hdf5.H5F_ACC_RDONLY;
import static org.bytedeco.hdf5.global.hdf5.H5Fclose;
import static org.bytedeco.hdf5.global.hdf5.H5Fopen;
import static org.bytedeco.hdf5.global.hdf5.H5PLset_loading_state;
import static org.bytedeco.hdf5.global.hdf5.H5P_DEFAULT;
import static org.bytedeco.hdf5.global.hdf5.H5Tclose;
import static org.bytedeco.hdf5.global.hdf5.H5Tget_size;
import static org.bytedeco.hdf5.global.hdf5.H5Tis_variable_str;
import static org.bytedeco.hdf5.global.hdf5.H5open;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.bytedeco.hdf5.H5E_auto2_t;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/** An HDF5 file that is open for reading, without plugins and without messages of the library. */
final class Hdf5File implements AutoCloseable {
  private final Hdf5Handle file;

  private Hdf5File(Hdf5Handle file) {
    this.file = file;
  }

  static Hdf5File open(Path path) throws KerasRejectedException {
    H5open();
    // Filters that a file names would be looked up as libraries on this machine.
    H5PLset_loading_state(0);
    H5Eset_auto2(0, (H5E_auto2_t) null, (Pointer) null);
    return new Hdf5File(
        Hdf5Handle.of(
            H5Fopen(path.toString(), H5F_ACC_RDONLY(), H5P_DEFAULT()),
            "the file",
            id -> H5Fclose(id)));
  }

  long id() {
    return file.id();
  }

  /**
   * A text of the root group; null if it has none of this name.
   *
   * @param most bytes
   */
  @Nullable String text(String name, int most) throws KerasRejectedException {
    if (H5Aexists(id(), name) <= 0) {
      return null;
    }
    try (Hdf5Handle attribute =
            Hdf5Handle.of(H5Aopen(id(), name, H5P_DEFAULT()), name, a -> H5Aclose(a));
        Hdf5Handle type = Hdf5Handle.of(H5Aget_type(attribute.id()), name, t -> H5Tclose(t))) {
      byte[] bytes =
          H5Tis_variable_str(type.id()) > 0
              ? variable(attribute.id(), type.id(), name, most)
              : fixed(attribute.id(), type.id(), name, most);
      int length = 0;
      while (length < bytes.length && bytes[length] != 0) {
        length++;
      }
      return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
  }

  private static byte[] fixed(long attribute, long type, String name, int most)
      throws KerasRejectedException {
    long size = H5Tget_size(type);
    if (size < 1 || size > most) {
      throw new KerasRejectedException(name + " is longer than " + most + " bytes");
    }
    try (BytePointer memory = new BytePointer(size)) {
      if (H5Aread(attribute, type, memory) < 0) {
        throw new KerasRejectedException("HDF5 cannot read " + name);
      }
      byte[] bytes = new byte[(int) size];
      memory.get(bytes);
      return bytes;
    }
  }

  private static byte[] variable(long attribute, long type, String name, int most)
      throws KerasRejectedException {
    try (PointerPointer<BytePointer> target = new PointerPointer<>(1)) {
      if (H5Aread(attribute, type, target) < 0) {
        throw new KerasRejectedException("HDF5 cannot read " + name);
      }
      // The library ends what it reads with a zero; what it allocated is the process's to free.
      BytePointer text = target.get(BytePointer.class, 0);
      long length = text == null || text.isNull() ? 0 : BytePointer.strlen(text);
      if (length > most) {
        throw new KerasRejectedException(name + " is longer than " + most + " bytes");
      }
      byte[] bytes = new byte[(int) length];
      if (text != null) {
        text.get(bytes);
      }
      return bytes;
    }
  }

  @Override
  public void close() {
    file.close();
  }
}
