package io.sluice.runtime.keras;

import java.util.function.LongConsumer;

/**
 * Something open in HDF5's C library.
 *
 * @param id what the library knows it by
 * @param closer gives it back
 */
record Hdf5Handle(long id, LongConsumer closer) implements AutoCloseable {
  /**
   * Takes what the library opened.
   *
   * @throws KerasRejectedException if it could not open it
   */
  static Hdf5Handle of(long id, String what, LongConsumer closer) throws KerasRejectedException {
    if (id < 0) {
      throw new KerasRejectedException("HDF5 cannot read " + what);
    }
    return new Hdf5Handle(id, closer);
  }

  @Override
  public void close() {
    closer.accept(id);
  }
}
