package io.sluice.runtime.keras;

import static org.bytedeco.hdf5.global.hdf5.H5Aclose;
import static org.bytedeco.hdf5.global.hdf5.H5Aget_space;
import static org.bytedeco.hdf5.global.hdf5.H5Aget_type;
import static org.bytedeco.hdf5.global.hdf5.H5Aopen_by_idx;
import static org.bytedeco.hdf5.global.hdf5.H5Gget_info;
import static org.bytedeco.hdf5.global.hdf5.H5L_TYPE_HARD;
import static org.bytedeco.hdf5.global.hdf5.H5Lget_info2;
import static org.bytedeco.hdf5.global.hdf5.H5Lget_name_by_idx;
import static org.bytedeco.hdf5.global.hdf5.H5O_INFO_BASIC;
import static org.bytedeco.hdf5.global.hdf5.H5O_INFO_NUM_ATTRS;
import static org.bytedeco.hdf5.global.hdf5.H5O_TYPE_DATASET;
import static org.bytedeco.hdf5.global.hdf5.H5O_TYPE_GROUP;
import static org.bytedeco.hdf5.global.hdf5.H5Oclose;
import static org.bytedeco.hdf5.global.hdf5.H5Oget_info3;
import static org.bytedeco.hdf5.global.hdf5.H5Oopen;
import static org.bytedeco.hdf5.global.hdf5.H5P_DEFAULT;
import static org.bytedeco.hdf5.global.hdf5.H5Sclose;
import static org.bytedeco.hdf5.global.hdf5.H5Tclose;
import static org.bytedeco.hdf5.global.hdf5.H5_INDEX_NAME;
import static org.bytedeco.hdf5.global.hdf5.H5_ITER_INC;

import java.nio.charset.StandardCharsets;
import org.bytedeco.hdf5.H5G_info_t;
import org.bytedeco.hdf5.H5L_info2_t;
import org.bytedeco.hdf5.H5O_info2_t;

/**
 * Walks all there is in an HDF5 file before Deeplearning4j reads any of it. Every object hangs in
 * its group by one hard link, so nothing leads out of the file or around in it; data sets are those
 * that {@link Hdf5DataSets} takes.
 */
final class Hdf5Walk {
  private static final int MAX_OBJECTS = 100_000;
  private static final int MAX_DEPTH = 16;
  private static final int MAX_NAME = 1024;

  private final Hdf5DataSets dataSets;
  private int objects;

  private Hdf5Walk(Hdf5DataSets dataSets) {
    this.dataSets = dataSets;
  }

  /**
   * Walks an open file.
   *
   * @param size of the file in bytes
   * @throws KerasRejectedException if something in it is not taken
   */
  static void check(Hdf5File file, long size, KerasLimits limits) throws KerasRejectedException {
    Hdf5Walk walk = new Hdf5Walk(new Hdf5DataSets(size, limits));
    try (Hdf5Handle root =
        Hdf5Handle.of(H5Oopen(file.id(), "/", H5P_DEFAULT()), "the root", id -> H5Oclose(id))) {
      walk.object(root.id(), 0);
    }
  }

  private void object(long id, int depth) throws KerasRejectedException {
    if (++objects > MAX_OBJECTS || depth > MAX_DEPTH) {
      throw new KerasRejectedException("it has too many groups, or too many within each other");
    }
    try (H5O_info2_t info = new H5O_info2_t()) {
      if (H5Oget_info3(id, info, H5O_INFO_BASIC | H5O_INFO_NUM_ATTRS) < 0) {
        throw new KerasRejectedException("HDF5 cannot read one of its groups or data sets");
      }
      if (info.rc() > 1) {
        throw new KerasRejectedException("two links lead to one of its groups or data sets");
      }
      attributes(id, info.num_attrs());
      if (info.type() == H5O_TYPE_GROUP) {
        group(id, depth);
      } else if (info.type() == H5O_TYPE_DATASET) {
        dataSets.check(id);
      } else {
        throw new KerasRejectedException("it has an object that is no group and no data set");
      }
    }
  }

  private void group(long id, int depth) throws KerasRejectedException {
    try (H5G_info_t info = new H5G_info_t()) {
      if (H5Gget_info(id, info) < 0 || info.nlinks() > MAX_OBJECTS) {
        throw new KerasRejectedException("HDF5 cannot read one of its groups");
      }
      for (long i = 0; i < info.nlinks(); i++) {
        String name = name(id, i);
        checkLink(id, name);
        try (Hdf5Handle child =
            Hdf5Handle.of(H5Oopen(id, name, H5P_DEFAULT()), "an object", o -> H5Oclose(o))) {
          object(child.id(), depth + 1);
        }
      }
    }
  }

  private static String name(long group, long index) throws KerasRejectedException {
    byte[] name = new byte[MAX_NAME + 1];
    long length =
        H5Lget_name_by_idx(
            group, ".", H5_INDEX_NAME, H5_ITER_INC, index, name, name.length, H5P_DEFAULT());
    if (length < 1 || length > MAX_NAME) {
      throw new KerasRejectedException("one of its names is empty, or longer than 1024 bytes");
    }
    return new String(name, 0, (int) length, StandardCharsets.UTF_8);
  }

  private static void checkLink(long group, String name) throws KerasRejectedException {
    try (H5L_info2_t link = new H5L_info2_t()) {
      if (H5Lget_info2(group, name, link, H5P_DEFAULT()) < 0) {
        throw new KerasRejectedException("HDF5 cannot read one of its links");
      }
      if (link.type() != H5L_TYPE_HARD) {
        throw new KerasRejectedException("it has a link to another place or another file");
      }
    }
  }

  private void attributes(long id, long count) throws KerasRejectedException {
    if (count > MAX_OBJECTS) {
      throw new KerasRejectedException("it has too many attributes");
    }
    for (long i = 0; i < count; i++) {
      try (Hdf5Handle attribute =
              Hdf5Handle.of(
                  H5Aopen_by_idx(
                      id, ".", H5_INDEX_NAME, H5_ITER_INC, i, H5P_DEFAULT(), H5P_DEFAULT()),
                  "an attribute",
                  a -> H5Aclose(a));
          Hdf5Handle type =
              Hdf5Handle.of(H5Aget_type(attribute.id()), "an attribute", t -> H5Tclose(t));
          Hdf5Handle space =
              Hdf5Handle.of(H5Aget_space(attribute.id()), "an attribute", s -> H5Sclose(s))) {
        dataSets.checkAttribute(type.id(), space.id());
      }
    }
  }
}
