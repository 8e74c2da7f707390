package io.sluice.openinference;

import io.sluice.codec.AnswerBytes;
import io.sluice.model.Deadline;
import io.sluice.model.InstanceLimits;
import io.sluice.model.Prediction;
import io.sluice.model.RequestHeaders;
import io.sluice.model.TimeSource;
import io.sluice.prediction.AnswerHeaders;
import io.sluice.prediction.DeadlineHeader;
import io.sluice.prediction.Predictions;
import java.io.IOException;

/** Infers: the use case of predictions, in the protocol's words. */
final class InferExchange implements Exchange {
  private final Predictions predictions;
  private final InstanceLimits limits;
  private final long maxBodyBytes;

  InferExchange(Predictions predictions, InstanceLimits limits, long maxBodyBytes) {
    this.predictions = predictions;
    this.limits = limits;
    this.maxBodyBytes = maxBodyBytes;
  }

  @Override
  public void answer(Call call) throws IOException {
    RequestHeaders headers = call.request()::getHeader;
    Deadline deadline = DeadlineHeader.read(headers.header(DeadlineHeader.NAME), TimeSource.SYSTEM);
    InferSource source = new InferSource(new InferBody(call.request(), maxBodyBytes), limits);
    Prediction prediction =
        predictions.predict(call.target(), source, deadline, call.caller(), headers);
    AnswerHeaders.set(prediction, call.response()::setHeader);
    try (AnswerBytes answer = new AnswerBytes()) {
      int jsonEnd = new InferWriter(prediction, answer).write(source.wish());
      if (jsonEnd < 0) {
        call.send(answer, Call.JSON);
      } else {
        call.response().setHeader(InferBody.JSON_LENGTH, Integer.toString(jsonEnd));
        call.send(answer, InferBody.BYTES);
      }
    }
  }
}
