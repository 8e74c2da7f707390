package io.sluice.benchmark;

import io.sluice.codec.InstancesReader;
import io.sluice.codec.JsonInstancesReader;
import io.sluice.codec.JsonPredictionWriter;
import io.sluice.codec.PredictionWriter;
import io.sluice.codec.TopClasses;
import io.sluice.model.Datatype;
import io.sluice.model.Digest;
import io.sluice.model.FieldInfo;
import io.sluice.model.InputField;
import io.sluice.model.InputField.TensorField;
import io.sluice.model.InstanceLimits;
import io.sluice.model.Instances;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelSignature;
import io.sluice.model.ModelVersion;
import io.sluice.model.OutputField.TensorOutput;
import io.sluice.model.Prediction;
import io.sluice.model.Task;
import io.sluice.model.Tensor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;

/** A request and an answer of one instance with a number of values, for the JSON codec alone. */
public final class CodecCase {
  private static final long SEED = 11;
  private static final int PLACES = 10_000;

  private final InstancesReader reader = new JsonInstancesReader(InstanceLimits.DEFAULT);
  private final PredictionWriter writer = new JsonPredictionWriter();
  private final ModelSignature signature;
  private final byte[] body;
  private final Prediction prediction;

  /**
   * @param values numbers of the instance, and of the answer
   */
  public CodecCase(int values) {
    InputField input =
        new TensorField(FieldInfo.named("x"), Datatype.FP32, List.of(values), "", -1e9, 1e9);
    TensorOutput output = new TensorOutput(FieldInfo.named("y"), Datatype.FP32, List.of(values));
    signature = new ModelSignature(Task.REGRESSION, List.of(input), List.of(output));
    Random random = new Random(SEED);
    StringJoiner text = new StringJoiner(",", "{\"instances\":[[", "]]}");
    float[] numbers = new float[values];
    for (int i = 0; i < values; i++) {
      text.add(Float.toString(random.nextInt(PLACES) / (float) PLACES));
      numbers[i] = random.nextFloat();
    }
    body = text.toString().getBytes(StandardCharsets.UTF_8);
    prediction =
        new Prediction(
            new ModelId(new ModelName("codec"), new ModelVersion(1)),
            new Digest("sha256:" + "c".repeat(64)),
            signature,
            1,
            List.of(Tensor.of(numbers, 1, values)),
            Map.of());
  }

  /** Decodes the request, and gives its memory back as the engine's caller does; the rows read. */
  public int read() {
    try (Instances instances = reader.read(new ByteArrayInputStream(body), signature)) {
      return instances.rows();
    }
  }

  /** Encodes the answer into nowhere. */
  public void write() throws IOException {
    writer.write(prediction, TopClasses.ALL, OutputStream.nullOutputStream());
  }
}
