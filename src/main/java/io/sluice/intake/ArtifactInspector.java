package io.sluice.intake;

import io.sluice.model.ArtifactFormat;
import io.sluice.model.ChangeException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** Knows one form in which models are brought. */
public interface ArtifactInspector {

  /** In which form the store keeps what comes out of it. */
  ArtifactFormat format();

  /**
   * Checks a file and writes what may be kept of it. Equal models give equal bytes.
   *
   * @param source a file that nobody writes any more
   * @param target to be filled; closed by the caller, who counts and digests what passes
   * @throws ArchiveRejectedException if the file may not be served; so is {@link ChangeException}
   *     with a kind of its own
   * @throws IOException if a file cannot be read or written
   */
  void canonicalise(Path source, OutputStream target) throws IOException;
}
