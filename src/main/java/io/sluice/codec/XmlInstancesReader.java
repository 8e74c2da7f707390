package io.sluice.codec;

import io.sluice.model.InstanceLimits;
import io.sluice.model.Instances;
import io.sluice.model.InstancesBuilder;
import io.sluice.model.ModelSignature;
import java.io.InputStream;

/**
 * Reads {@code <instances><instance><rank>Prof</rank>...</instance>...</instances>} (XML 1.0).
 *
 * <p>A tensor's text is its flat list, parted by white space; an empty element counts as absent.
 * Elements go by their local names, whatever their namespace; attributes without a prefix are
 * refused, since nothing would read them, others passed over. There is no document type, and so no
 * entity but the five of XML itself.
 */
public final class XmlInstancesReader implements InstancesReader {
  private final InstanceLimits limits;

  /**
   * @param limits counted while reading
   */
  public XmlInstancesReader(InstanceLimits limits) {
    this.limits = limits;
  }

  @Override
  public Instances read(InputStream body, ModelSignature signature) {
    try (InstancesBuilder builder = new InstancesBuilder(signature, limits);
        XmlEvents events = new XmlEvents(body, builder)) {
      new XmlInstances(events, builder).read();
      return builder.build();
    }
  }
}
