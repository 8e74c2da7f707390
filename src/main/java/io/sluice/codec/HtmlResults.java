package io.sluice.codec;

import io.sluice.model.Outcome;
import io.sluice.model.Outcome.Classification;
import io.sluice.model.Outcome.Quantities;
import io.sluice.model.Outcome.Values;
import io.sluice.model.OutputField;
import io.sluice.model.OutputField.Quantity;
import io.sluice.model.Prediction;
import io.sluice.model.Shapes;
import java.util.List;

/** The results of a prediction: in full for one instance, as a table for many. */
final class HtmlResults {
  private static final int SHOWN_VALUES = 1000;

  private final Html html;
  private final Prediction prediction;
  private final TopClasses top;

  HtmlResults(Html html, Prediction prediction, TopClasses top) {
    this.html = html;
    this.prediction = prediction;
    this.top = top;
  }

  void write() {
    html.open("section", "class", "card result", "aria-labelledby", "result");
    html.element("h2", prediction.rows() == 1 ? "Result" : "Results", "id", "result");
    if (prediction.rows() == 1) {
      one();
    } else {
      many();
    }
    html.close("section");
  }

  private void one() {
    for (String name : TextLabels.names(prediction)) {
      html.open("p", "class", "label")
          .element("span", TextLabels.title(prediction, name))
          .text(" ");
      html.element("strong", TextLabels.at(prediction, name, 0)).close("p");
    }
    List<OutputField> outputs = prediction.signature().outputs();
    for (int i = 0; i < outputs.size(); i++) {
      if (outputs.size() > 1) {
        html.element("h3", outputs.get(i).name());
      }
      Outcome outcome = prediction.outcome(0, i);
      if (outcome instanceof Classification classification) {
        classes(classification);
      } else if (outcome instanceof Quantities quantities) {
        quantities(quantities);
      } else if (outcome instanceof Values values) {
        values(values);
      }
    }
  }

  private void classes(Classification classification) {
    html.open("p", "class", "answer").element("strong", classification.label()).text(" ");
    html.element("span", HtmlNumbers.percent(classification.probability())).close("p");
    html.open("table").element("caption", "Probability by class");
    html.fixed("<thead><tr><th scope=\"col\">Class</th><th scope=\"col\">Probability</th></tr>");
    html.fixed("</thead><tbody>");
    for (int position : top.order(classification)) {
      html.open("tr").element("th", classification.labels().get(position), "scope", "row");
      probability(classification.probabilities()[position]);
      html.close("tr");
    }
    html.fixed("</tbody></table>");
  }

  private void quantities(Quantities quantities) {
    html.fixed("<dl class=\"quantities\">");
    for (int i = 0; i < quantities.values().length; i++) {
      Quantity quantity = quantities.quantities().get(i);
      html.open("div").element("dt", quantity.info().label()).open("dd");
      html.element("strong", HtmlNumbers.number(quantities.values()[i]));
      html.text(quantity.unit().isEmpty() ? "" : " " + quantity.unit());
      html.close("dd").close("div");
    }
    html.fixed("</dl>");
  }

  private void values(Values values) {
    html.open("p", "class", "hint");
    html.text("Values of the shape " + Shapes.show(values.shape()) + ", row-major").close("p");
    html.element("pre", list(values), "tabindex", "0");
  }

  private void many() {
    html.fixed("<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-labelledby=\"result\">");
    html.fixed("<table><thead><tr><th scope=\"col\">No.</th>");
    TextLabels.names(prediction).forEach(name -> column(TextLabels.title(prediction, name)));
    List<OutputField> outputs = prediction.signature().outputs();
    for (int i = 0; i < outputs.size(); i++) {
      String prefix = outputs.size() == 1 ? "" : outputs.get(i).name() + ": ";
      columns(prediction.outcome(0, i), prefix);
    }
    html.fixed("</tr></thead><tbody>");
    for (int row = 0; row < prediction.rows(); row++) {
      html.open("tr").element("th", Integer.toString(row + 1), "scope", "row");
      for (String name : TextLabels.names(prediction)) {
        html.element("td", TextLabels.at(prediction, name, row));
      }
      for (int i = 0; i < outputs.size(); i++) {
        cells(prediction.outcome(row, i));
      }
      html.close("tr");
    }
    html.fixed("</tbody></table></div>");
  }

  private void columns(Outcome outcome, String prefix) {
    if (outcome instanceof Classification) {
      column(prefix + "Class");
      column(prefix + "Probability");
    } else if (outcome instanceof Quantities quantities) {
      for (Quantity quantity : quantities.quantities()) {
        String unit = quantity.unit().isEmpty() ? "" : " (" + quantity.unit() + ")";
        column(prefix + quantity.info().label() + unit);
      }
    } else {
      column(prefix + "Values");
    }
  }

  private void cells(Outcome outcome) {
    if (outcome instanceof Classification classification) {
      html.element("td", classification.label());
      probability(classification.probability());
    } else if (outcome instanceof Quantities quantities) {
      for (float value : quantities.values()) {
        html.element("td", HtmlNumbers.number(value), "class", "number");
      }
    } else if (outcome instanceof Values values) {
      html.open("td").element("code", list(values)).close("td");
    }
  }

  private void column(String title) {
    html.element("th", title, "scope", "col");
  }

  /**
   * A cell with the figure and a bar; drawn by SVG, since a style of its own would need a script's
   * rights.
   */
  private void probability(float probability) {
    html.open("td", "class", "probability");
    html.element("span", HtmlNumbers.percent(probability), "title", FloatText.of(probability));
    html.fixed("<svg aria-hidden=\"true\" width=\"100%\" height=\"8\">");
    html.fixed("<rect class=\"track\" width=\"100%\" height=\"8\" rx=\"4\"></rect>");
    html.open("rect", "width", FloatText.of(probability * 100) + "%", "height", "8", "rx", "4");
    html.close("rect").fixed("</svg>").close("td");
  }

  private static String list(Values values) {
    StringBuilder list = new StringBuilder();
    int shown = Math.min(values.values().length, SHOWN_VALUES);
    for (int i = 0; i < shown; i++) {
      list.append(i == 0 ? "" : " ").append(FloatText.of(values.values()[i]));
    }
    int hidden = values.values().length - shown;
    return hidden == 0 ? list.toString() : list + " ... and %,d more".formatted(hidden);
  }
}
