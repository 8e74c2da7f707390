package io.sluice.catalog;

import io.sluice.codec.JsonTree;
import io.sluice.registry.ModelEntry;
import io.sluice.registry.VersionDocument;
import io.sluice.registry.VersionStatus;
import jakarta.enterprise.context.Dependent;

/** Lets other rooms show a version as this one does. */
@Dependent
public class VersionDocumentWriter implements VersionDocument {
  @Override
  public byte[] json(ModelEntry entry, VersionStatus status) {
    return JsonTree.bytes(VersionForm.version(entry, status));
  }
}
