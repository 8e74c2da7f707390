package io.sluice.benchmark.ceiling;

import ai.onnxruntime.OrtException;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code POST /predict/{model}} with the bytes that Sluice would answer with, in the
 * shortest way there is. Models are read from the folder that the system property {@value #FOLDER}
 * names. It checks nothing, counts nothing, logs nothing, and knows nothing of versions.
 */
@WebServlet(urlPatterns = "/predict/*", loadOnStartup = 1)
public final class CeilingServlet extends HttpServlet {
  /** The system property that names the folder of models. */
  public static final String FOLDER = "ceiling.models";

  private static final long serialVersionUID = 1L;

  private final transient Map<String, CeilingModel> models = new HashMap<>();

  /** Made by the server. */
  public CeilingServlet() {}

  @Override
  public void init() throws ServletException {
    Path folder = Path.of(System.getProperty(FOLDER));
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.properties")) {
      for (Path file : files) {
        CeilingModel model = CeilingModel.load(file);
        models.put("/" + model.name(), model);
      }
    } catch (IOException | OrtException e) {
      throw new ServletException("cannot load the models of " + folder, e);
    }
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    @Nullable CeilingModel model = models.get(request.getPathInfo());
    if (model == null) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    CeilingLane lane = model.lane();
    try {
      lane.read(request.getInputStream());
      lane.run();
    } catch (OrtException e) {
      throw new ServletException(e);
    }
    response.setContentType("application/json");
    response.setContentLength(lane.write());
    response.getOutputStream().write(lane.bytes(), 0, lane.length());
  }
}
