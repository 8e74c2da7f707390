package io.sluice.runtime.keras;

import static org.bytedeco.hdf5.global.hdf5.H5D_CHUNKED;
import static org.bytedeco.hdf5.global.hdf5.H5D_COMPACT;
import static org.bytedeco.hdf5.global.hdf5.H5D_CONTIGUOUS;
import static org.bytedeco.hdf5.global.hdf5.H5Dget_create_plist;
import static org.bytedeco.hdf5.global.hdf5.H5Dget_space;
import static org.bytedeco.hdf5.global.hdf5.H5Dget_storage_size;
import static org.bytedeco.hdf5.global.hdf5.H5Dget_type;
import static org.bytedeco.hdf5.global.hdf5.H5Pclose;
import static org.bytedeco.hdf5.global.hdf5.H5Pget_external_count;
import static org.bytedeco.hdf5.global.hdf5.H5Pget_filter2;
import static org.bytedeco.hdf5.global.hdf5.H5Pget_layout;
import static org.bytedeco.hdf5.global.hdf5.H5Pget_nfilters;
import static org.bytedeco.hdf5.global.hdf5.H5Sclose;
import static org.bytedeco.hdf5.global.hdf5.H5Sget_simple_extent_dims;
import static org.bytedeco.hdf5.global.hdf5.H5Sget_simple_extent_ndims;
import static org.bytedeco.hdf5.global.hdf5.H5T_ENUM;
import static org.bytedeco.hdf5.global.hdf5.H5T_FLOAT;
import static org.bytedeco.hdf5.global.hdf5.H5T_INTEGER;
import static org.bytedeco.hdf5.global.hdf5.H5T_STRING;
import static org.bytedeco.hdf5.global.hdf5.H5Tclose;
import static org.bytedeco.hdf5.global.hdf5.H5Tget_class;
import static org.bytedeco.hdf5.global.hdf5.H5Tget_size;
import static org.bytedeco.hdf5.global.hdf5.H5Z_FILTER_DEFLATE;
import static org.bytedeco.hdf5.global.hdf5.H5Z_FILTER_FLETCHER32;
import static org.bytedeco.hdf5.global.hdf5.H5Z_FILTER_SHUFFLE;

import java.util.Set;
import org.bytedeco.javacpp.SizeTPointer;

/**
 * Checks what data sets and attributes are before a value of them is read. Deeplearning4j allocates
 * the product of the axes as an {@code int} and lets HDF5 write the whole data set into it, so a
 * product beyond that would write past the end.
 */
final class Hdf5DataSets {
  /** What Deeplearning4j reads: the weights of convolutions in three dimensions have five axes. */
  private static final int MAX_RANK = 5;

  private static final int MAX_ELEMENT = 8;

  /** How many times larger a compressed data set may be once it is read. */
  private static final long MAX_INFLATION = 1000;

  private static final Set<Integer> FILTERS =
      Set.of(H5Z_FILTER_DEFLATE, H5Z_FILTER_SHUFFLE, H5Z_FILTER_FLETCHER32);

  private final long fileSize;
  private final KerasLimits limits;
  private long values;

  Hdf5DataSets(long fileSize, KerasLimits limits) {
    this.fileSize = fileSize;
    this.limits = limits;
  }

  void check(long id) throws KerasRejectedException {
    try (Hdf5Handle properties =
            Hdf5Handle.of(H5Dget_create_plist(id), "a data set", p -> H5Pclose(p));
        Hdf5Handle type = Hdf5Handle.of(H5Dget_type(id), "a data set", t -> H5Tclose(t));
        Hdf5Handle space = Hdf5Handle.of(H5Dget_space(id), "a data set", s -> H5Sclose(s))) {
      if (H5Pget_external_count(properties.id()) != 0) {
        throw new KerasRejectedException("a data set keeps its values in another file");
      }
      int layout = H5Pget_layout(properties.id());
      if (layout != H5D_COMPACT && layout != H5D_CONTIGUOUS && layout != H5D_CHUNKED) {
        throw new KerasRejectedException("a data set is made of parts of others");
      }
      checkFilters(properties.id());
      int kind = H5Tget_class(type.id());
      long width = H5Tget_size(type.id());
      if ((kind != H5T_FLOAT && kind != H5T_INTEGER) || width < 1 || width > MAX_ELEMENT) {
        throw new KerasRejectedException("a data set holds no plain numbers");
      }
      long elements = elements(space.id());
      values += elements;
      checkStorage(elements * width, H5Dget_storage_size(id), layout == H5D_CHUNKED);
    }
  }

  void checkAttribute(long type, long space) throws KerasRejectedException {
    int kind = H5Tget_class(type);
    boolean plain =
        kind == H5T_STRING || kind == H5T_FLOAT || kind == H5T_INTEGER || kind == H5T_ENUM;
    long width = H5Tget_size(type);
    if (!plain || width < 1 || width > limits.maxConfigurationBytes()) {
      throw new KerasRejectedException("an attribute is no text, no number, or too long");
    }
    if (elements(space) > limits.maxConfigurationBytes() / width) {
      throw new KerasRejectedException("an attribute is too long");
    }
  }

  private void checkStorage(long bytes, long stored, boolean chunked)
      throws KerasRejectedException {
    long most = chunked ? Math.min(stored, fileSize) * MAX_INFLATION : stored;
    if (stored > fileSize || bytes > most) {
      throw new KerasRejectedException(
          "a data set claims %d bytes, but %d are stored".formatted(bytes, stored));
    }
    if (values > limits.maxParameters()) {
      throw new KerasRejectedException(
          "it has more than %d values".formatted(limits.maxParameters()));
    }
  }

  private static void checkFilters(long properties) throws KerasRejectedException {
    int filters = H5Pget_nfilters(properties);
    for (int i = 0; i < filters; i++) {
      try (SizeTPointer count = new SizeTPointer(1)) {
        count.put(0);
        int filter =
            H5Pget_filter2(
                properties, i, new int[1], count, new int[1], 0, new byte[1], new int[1]);
        if (!FILTERS.contains(filter)) {
          throw new KerasRejectedException("a data set is stored in a way that is not read");
        }
      }
    }
  }

  private static long elements(long space) throws KerasRejectedException {
    int rank = H5Sget_simple_extent_ndims(space);
    if (rank < 0 || rank > MAX_RANK) {
      throw new KerasRejectedException("a data set has more than five axes");
    }
    long[] axes = new long[Math.max(1, rank)];
    if (rank > 0 && H5Sget_simple_extent_dims(space, axes, new long[rank]) != rank) {
      throw new KerasRejectedException("HDF5 cannot read the axes of a data set");
    }
    long elements = 1;
    for (int i = 0; i < rank; i++) {
      if (axes[i] < 0 || axes[i] > Integer.MAX_VALUE) {
        throw new KerasRejectedException("a data set has an axis of " + axes[i]);
      }
      elements *= axes[i];
      if (elements > Integer.MAX_VALUE) {
        throw new KerasRejectedException("a data set claims more than 2^31-1 values");
      }
    }
    return elements;
  }
}
