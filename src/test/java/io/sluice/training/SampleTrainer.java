package io.sluice.training;

import java.io.IOException;
import java.nio.file.Files;
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
      SampleArchive.write(trained, sample.archive(models));
      Files.writeString(
          sample.descriptor(models), SampleDescriptor.json(sample, data, trained, today));
      System.out.println(sample.name() + " " + HeldOutFigures.of(sample, data, trained));
    }
  }
}
