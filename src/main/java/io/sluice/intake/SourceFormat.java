package io.sluice.intake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;

/** The forms in which models are brought. */
public enum SourceFormat {
  /** What DL4J's {@code ModelSerializer} writes. */
  DL4J("application/zip"),
  /** Keras, in HDF5; converted once. */
  KERAS("application/x-hdf5"),
  /** A graph in the Open Neural Network Exchange format. */
  ONNX("application/onnx");

  private final String mediaType;

  SourceFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  /** The format that a media type without parameters names, in any case. */
  public static Optional<SourceFormat> of(String mediaType) {
    return Arrays.stream(values())
        .filter(format -> format.mediaType.equalsIgnoreCase(mediaType.strip()))
        .findAny();
  }

  /**
   * The format that the first bytes of a file tell.
   *
   * @param keras whether Keras files are converted
   * @throws io.sluice.model.ServingException of the kind {@code UNSUPPORTED_MEDIA_TYPE} with a
   *     sentence for the sender, if models in that form are never taken
   */
  public static SourceFormat sniff(Path file, boolean keras) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(FormatSniffer.HEAD);
    try (SeekableByteChannel channel =
        Files.newByteChannel(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      while (head.hasRemaining() && channel.read(head) >= 0) {
        // The rest of the head.
      }
    }
    return switch (FormatSniffer.require(head.flip(), keras)) {
      case KERAS_HDF5 -> KERAS;
      case ONNX -> ONNX;
      // All others were refused, or are zips.
      default -> DL4J;
    };
  }

  /** The media type of its files. */
  public String mediaType() {
    return mediaType;
  }
}
