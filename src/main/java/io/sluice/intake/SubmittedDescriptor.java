package io.sluice.intake;

import io.sluice.model.ChangeException;
import io.sluice.model.ChangeException.Kind;
import io.sluice.model.ModelDescriptor;
import io.sluice.repository.DescriptorReader;
import io.sluice.repository.InvalidDescriptorException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@code model.json} of a submission, checked.
 *
 * @param parsed null if there is none
 * @param json the same as text, always with its version
 */
record SubmittedDescriptor(@Nullable ModelDescriptor parsed, @Nullable String json) {
  private static final SubmittedDescriptor NONE = new SubmittedDescriptor(null, null);

  /**
   * Reads it. Who asks for the next number cannot know it, so that a descriptor may leave the
   * version out; one that names another version or another model is refused.
   *
   * @throws ChangeException of the kind {@code ARCHIVE_REJECTED} with the reason {@code
   *     DESCRIPTOR_INVALID} and every problem in its message
   */
  static SubmittedDescriptor read(Submission submission) {
    byte[] bytes = submission.descriptor();
    if (bytes == null) {
      return NONE;
    }
    try {
      byte[] complete = DescriptorReader.withVersion(submission.id(), bytes);
      ModelDescriptor descriptor = DescriptorReader.read(submission.id(), complete);
      return new SubmittedDescriptor(descriptor, new String(complete, StandardCharsets.UTF_8));
    } catch (InvalidDescriptorException e) {
      throw new ChangeException(
          Kind.ARCHIVE_REJECTED,
          "DESCRIPTOR_INVALID",
          String.valueOf(e.getMessage()),
          List.of(),
          e);
    }
  }
}
