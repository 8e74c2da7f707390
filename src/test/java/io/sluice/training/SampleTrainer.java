package io.sluice.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;

/**
 * Retrains every sample and replaces its archive and descriptor: {@code mvn -Ptrain-samples
 * process-test-classes}.
 */
final class SampleTrainer {

  private SampleTrainer() {}

  /**
   * Trains all samples.
   *
   * @param arguments the models folder; the system property {@code sluice.training.date} (such as
   *     {@code 2026-11-24}) replaces today's date in the descriptors
   * @throws IOException if an archive or a descriptor cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    Path models = Path.of(arguments[0]);
    String date = System.getProperty("sluice.training.date", "");
    LocalDate today = date.isEmpty() ? LocalDate.now(Clock.systemUTC()) : LocalDate.parse(date);
    for (Sample sample : Sample.all()) {
      Dataset data = Dataset.read(sample.dataset());
      TrainedSample trained = TrainedSample.train(sample, data);
      ObjectNode descriptor = SampleDescriptor.of(sample, data, trained, today);
      ModelArchive.write(trained, sample.archive(models));
      SampleDescriptor.write(descriptor, sample.descriptor(models));
      System.out.println(sample.name() + " " + descriptor.get("metrics"));
    }
  }
}
