package io.sluice.codec;

import io.sluice.model.InstancesBuilder;
import io.sluice.model.Names;
import io.sluice.model.Violation.Rule;
import javax.xml.stream.XMLStreamConstants;

/** One reading of an XML body: drives the builder by the events. */
final class XmlInstances {
  private final XmlEvents events;
  private final InstancesBuilder builder;

  XmlInstances(XmlEvents events, InstancesBuilder builder) {
    this.events = events;
    this.builder = builder;
  }

  /** Reads the whole body. */
  void read() {
    int event = events.next();
    while (event != XMLStreamConstants.END_DOCUMENT) {
      if (event == XMLStreamConstants.START_ELEMENT) {
        root();
      }
      event = events.next();
    }
  }

  private void root() {
    if (events.name().equals("instances")) {
      checkAttributes();
      instances();
    } else {
      builder.reject(
          "",
          Rule.TYPE,
          "the body must be an element <instances>, not <" + Names.shown(events.name()) + ">",
          "instances");
      events.skip();
    }
  }

  private void instances() {
    boolean strayText = false;
    int event = events.next();
    while (event != XMLStreamConstants.END_ELEMENT) {
      if (event == XMLStreamConstants.START_ELEMENT && events.name().equals("instance")) {
        builder.begin();
        checkAttributes();
        instance();
        builder.end();
      } else if (event == XMLStreamConstants.START_ELEMENT) {
        builder.rejectInstance(
            Rule.UNKNOWN,
            "the elements of <instances> are <instance>, not <" + Names.shown(events.name()) + ">");
        events.skip();
      } else if (!strayText && !events.isBlank()) {
        strayText = true;
        builder.reject("/instances", Rule.SYNTAX, "text stands between the instances", null);
      }
      event = events.next();
    }
  }

  private void instance() {
    boolean strayText = false;
    int event = events.next();
    while (event != XMLStreamConstants.END_ELEMENT) {
      if (event == XMLStreamConstants.START_ELEMENT) {
        field();
      } else if (!strayText && !events.isBlank()) {
        strayText = true;
        builder.rejectInstance(Rule.SYNTAX, "text stands between the fields");
      }
      event = events.next();
    }
  }

  private void field() {
    checkAttributes();
    int input = builder.field(events.name());
    if (input < 0) {
      events.skip();
    } else if (builder.signature().takesTensors()) {
      tensor(input);
    } else {
      feature(input);
    }
  }

  private void feature(int input) {
    StringBuilder text = new StringBuilder();
    boolean nested = false;
    int event = events.next();
    while (event != XMLStreamConstants.END_ELEMENT) {
      if (event == XMLStreamConstants.START_ELEMENT) {
        nested = true;
        events.skip();
      } else {
        // One character beyond the limit is enough to find the text too long.
        int room = builder.limits().maxStringLength() + 1 - text.length();
        text.append(events.text(), events.textStart(), Math.min(room, events.textLength()));
      }
      event = events.next();
    }
    if (nested) {
      builder.wrongType(input, "an element");
    } else {
      builder.lexical(input, text.toString());
    }
  }

  private void tensor(int input) {
    builder.beginTensor(input);
    XmlNumberList numbers = new XmlNumberList(builder);
    boolean empty = true;
    int event = events.next();
    while (event != XMLStreamConstants.END_ELEMENT) {
      if (event == XMLStreamConstants.START_ELEMENT) {
        empty = false;
        builder.wrongElement("an element");
        events.skip();
      } else {
        numbers.accept(events.text(), events.textStart(), events.textLength());
      }
      event = events.next();
    }
    numbers.end();
    if (empty && numbers.isEmpty()) {
      builder.absent(input);
    } else {
      builder.endTensor();
    }
  }

  private void checkAttributes() {
    String stray = events.strayAttribute();
    if (stray != null) {
      builder.rejectInstance(
          Rule.UNKNOWN, "the attribute '" + Names.shown(stray) + "' means nothing here");
    }
  }
}
