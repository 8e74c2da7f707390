package io.sluice.deployment;

import io.sluice.intake.Intake;
import io.sluice.intake.SignedManifest;
import io.sluice.intake.SourceFormat;
import io.sluice.intake.StagedFile;
import io.sluice.model.GateTerms;
import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import jakarta.ws.rs.core.EntityPart;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the body of a push brings. The model's bytes are staged while they are read; whoever holds
 * this closes it.
 *
 * @param format how the model is to be read
 * @param staged its bytes
 * @param descriptor its {@code model.json} as text; null if it came without one
 * @param signed its manifest and signature; null if it came without
 * @param dataset labelled rows for its gate; null if it came without
 */
record PushBody(
    SourceFormat format,
    StagedFile staged,
    @Nullable String descriptor,
    @Nullable SignedManifest signed,
    @Nullable SentDataset dataset)
    implements AutoCloseable {
  private static final int LONGEST_TEXT = 4 << 20;
  private static final int LONGEST_SIGNATURE = 1024;
  private static final Set<String> PARTS =
      Set.of("model", "descriptor", "manifest", "signature", "dataset");
  private static final String NAMELESS = "dataset.csv";

  /**
   * Reads a body that is the model itself.
   *
   * @param keras whether Keras files are converted
   * @throws ServingException if its type is none that models come in
   */
  static PushBody raw(Intake intake, InputStream body, HttpHeaders headers, boolean keras)
      throws IOException {
    SourceFormat format = format(headers.getMediaType());
    SignedManifest signed =
        signed(
            headers.getHeaderString("X-Model-Manifest"),
            headers.getHeaderString("X-Model-Signature"));
    StagedFile staged =
        intake.stage(body, length(headers), headers.getHeaderString("Content-Digest"));
    return checked(new PushBody(format, staged, null, signed, null), keras);
  }

  /**
   * Reads a form of parts.
   *
   * @param keras whether Keras files are converted
   * @param maxDataset the most bytes of a data set
   * @throws ServingException if a part is missing, unknown or comes twice
   */
  static PushBody form(
      Intake intake, List<EntityPart> parts, HttpHeaders headers, boolean keras, long maxDataset)
      throws IOException {
    Map<String, EntityPart> named = new HashMap<>();
    for (EntityPart part : parts) {
      if (!PARTS.contains(part.getName())) {
        throw malformed(
            "The form has a part that is none of model, descriptor, manifest, signature, dataset.");
      }
      if (named.put(part.getName(), part) != null) {
        throw malformed("The form has the part '" + part.getName() + "' twice.");
      }
    }
    EntityPart model = named.get("model");
    if (model == null) {
      throw malformed("The form has no part 'model'.");
    }
    String descriptor = text(named.get("descriptor"), LONGEST_TEXT);
    SignedManifest signed = signed(named.get("manifest"), named.get("signature"));
    SourceFormat format = format(model.getMediaType());
    StagedFile staged =
        intake.stage(model.getContent(), -1, headers.getHeaderString("Content-Digest"));
    PushBody body = checked(new PushBody(format, staged, descriptor, signed, null), keras);
    EntityPart rows = named.get("dataset");
    return rows == null ? body : body.with(intake, rows, maxDataset);
  }

  private PushBody with(Intake intake, EntityPart rows, long maxDataset) throws IOException {
    boolean good = false;
    try {
      String name = rows.getFileName().filter(GateTerms::isDataset).orElse(NAMELESS);
      SentDataset sent = new SentDataset(intake.stageData(rows.getContent(), maxDataset), name);
      good = true;
      return new PushBody(format, staged, descriptor, signed, sent);
    } finally {
      if (!good) {
        close();
      }
    }
  }

  /** Files that are never taken are told what they are, and none passes under another's name. */
  private static PushBody checked(PushBody body, boolean keras) throws IOException {
    boolean good = false;
    try {
      SourceFormat told = SourceFormat.sniff(body.staged().path(), keras);
      if (told != body.format()) {
        throw new ServingException(
            Kind.UNSUPPORTED_MEDIA_TYPE,
            "The bytes are %s, not %s.".formatted(told.mediaType(), body.format().mediaType()));
      }
      good = true;
      return body;
    } finally {
      if (!good) {
        body.close();
      }
    }
  }

  @Override
  public void close() {
    staged.close();
    if (dataset != null) {
      dataset.file().close();
    }
  }

  private static @Nullable SignedManifest signed(
      @Nullable String manifest, @Nullable String signature) {
    if (manifest == null && signature == null) {
      return null;
    }
    if (manifest == null || signature == null) {
      throw new ServingException(
          Kind.INVALID_PARAMETER, "X-Model-Manifest and X-Model-Signature come together.");
    }
    return SignedManifest.fromBase64(manifest, signature);
  }

  private static @Nullable SignedManifest signed(
      @Nullable EntityPart manifest, @Nullable EntityPart signature) throws IOException {
    if (manifest == null && signature == null) {
      return null;
    }
    String words = text(manifest, SignedManifest.MAX_BYTES);
    String proof = text(signature, LONGEST_SIGNATURE);
    if (words == null || proof == null) {
      throw malformed("The parts 'manifest' and 'signature' come together.");
    }
    return SignedManifest.of(words.getBytes(StandardCharsets.UTF_8), proof);
  }

  private static @Nullable String text(@Nullable EntityPart part, int most) throws IOException {
    if (part == null) {
      return null;
    }
    byte[] bytes = part.getContent().readNBytes(most + 1);
    if (bytes.length > most) {
      throw new ServingException(
          Kind.BODY_TOO_LARGE,
          "The part '%s' is larger than %d bytes.".formatted(part.getName(), most));
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static SourceFormat format(@Nullable MediaType type) {
    String name = type == null ? "" : type.getType() + "/" + type.getSubtype();
    return SourceFormat.of(name)
        .orElseThrow(
            () ->
                new ServingException(
                    Kind.UNSUPPORTED_MEDIA_TYPE,
                    "A model comes as application/zip, application/onnx or application/x-hdf5, or"
                        + " as part of a multipart/form-data."));
  }

  private static long length(HttpHeaders headers) {
    String length = headers.getHeaderString(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? -1 : Long.parseLong(length.strip());
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }

  private static ServingException malformed(String detail) {
    return new ServingException(Kind.MALFORMED_BODY, detail);
  }
}
