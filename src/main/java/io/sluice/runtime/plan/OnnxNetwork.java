package io.sluice.runtime.plan;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.sluice.model.Datatype;
import io.sluice.model.NormalizerData;
import io.sluice.model.OnnxModel;
import io.sluice.model.OnnxModel.Port;
import io.sluice.model.Tensor;
import io.sluice.model.TensorSpec;
import io.sluice.runtime.Engine;
import io.sluice.runtime.NetworkProbe.Findings;
import io.sluice.runtime.NetworkRejectedException;
import io.sluice.runtime.Probed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A graph of other people's, open in ONNX Runtime: no libraries of operators, no profile, no
 * threads of its own.
 *
 * <p>The first axis of every input is that of the rows. Open, rows are computed together if {@link
 * RowCheck} sees that none minds the others; of the length 1, as many exporters leave it, they are
 * computed one after the other; of another length, nobody could say which rows are whose, and the
 * graph is refused.
 */
public final class OnnxNetwork implements Probed {
  /** The name that versions of this kind show. */
  public static final String NAME = "onnx";

  private final OnnxModel model;
  private final List<TensorSpec> inputs;
  private final GraphEnds ends;
  private final boolean oneRow;
  private final OrtSession session;
  private final Engine probed;
  private @Nullable String reason;

  private OnnxNetwork(OnnxModel model, boolean oneRow, OrtSession session) {
    this.model = model;
    this.oneRow = oneRow;
    this.session = session;
    this.inputs = model.inputs().stream().map(OnnxPorts::spec).toList();
    this.ends =
        new GraphEnds(
            model.inputs().stream().map(OnnxPorts::end).toList(),
            model.outputs().stream().map(OnnxPorts::end).toList());
    List<TensorSpec> untold = model.outputs().stream().map(OnnxPorts::untold).toList();
    Engine once = new PlanEngine(NAME, session, inputs, untold, ends, 1);
    this.probed = oneRow ? new RowEngine(once) : once;
  }

  /**
   * Opens a checked model.
   *
   * @throws NetworkRejectedException if its rows cannot be told, or ONNX Runtime refuses it
   */
  public static OnnxNetwork open(OnnxModel model) throws NetworkRejectedException {
    boolean oneRow = OnnxPorts.takeOneRow(model.inputs());
    try (OrtSession.SessionOptions options = PlanSession.options()) {
      // Else bytes might be taken for ONNX Runtime's own format, which nobody inspected.
      options.addConfigEntry("session.load_model_format", "ONNX");
      return new OnnxNetwork(
          model, oneRow, OrtEnvironment.getEnvironment().createSession(model.bytes(), options));
    } catch (OrtException e) {
      throw new NetworkRejectedException("ONNX Runtime refuses it: " + OnnxPorts.wordOf(e), e);
    } catch (LinkageError e) {
      throw new NetworkRejectedException("ONNX Runtime does not work on this machine", e);
    }
  }

  @Override
  public List<TensorSpec> inputs() {
    return inputs;
  }

  @Override
  public List<String> outputNames() {
    return model.outputs().stream().map(Port::name).toList();
  }

  @Override
  public Datatype outputType(int output) {
    return model.outputs().get(output).datatype();
  }

  @Override
  public boolean isSoftmax(int output) {
    return model.outputs().get(output).softmax();
  }

  @Override
  public @Nullable NormalizerData normalizer() {
    return null;
  }

  @Override
  public List<Tensor> infer(List<Tensor> batch) {
    return probed.infer(List.of(batch)).get(0);
  }

  /**
   * What serves the graph from now on, and closes it in the end.
   *
   * @param findings the shapes that the graph was seen to take and give
   */
  public Engine engine(Findings findings) {
    int lanes = Runtime.getRuntime().availableProcessors();
    Engine engine =
        new PlanEngine(NAME, session, findings.inputs(), findings.outputs(), ends, lanes);
    if (oneRow) {
      reason = "its rows are computed one by one: its batch axis has the length 1";
    } else if (!RowCheck.areIndependent(engine, findings)) {
      reason = "its rows are computed one by one: together they give other answers";
    }
    return reason == null ? engine : new RowEngine(engine);
  }

  /** Why rows are computed one by one, once {@link #engine} knows; null if they are not. */
  public @Nullable String reason() {
    return reason;
  }

  /** Gives native memory back, if no engine was made that would. */
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }
}
