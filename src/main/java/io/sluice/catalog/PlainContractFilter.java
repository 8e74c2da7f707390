package io.sluice.catalog;

import java.util.Map;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;

/**
 * Keeps what the server serves at {@code /openapi} equal to the contract: Payara 6 adds a member
 * {@code endpoints}, which OpenAPI does not know and strict readers refuse. Named by the key {@code
 * mp.openapi.filter}; the specification wants a public class with a public constructor.
 */
public final class PlainContractFilter implements OASFilter {

  @Override
  public void filterOpenAPI(OpenAPI openApi) {
    // The member is not in the API of MicroProfile, only in Payara's class behind it.
    try {
      Object endpoints = openApi.getClass().getMethod("getEndpoints").invoke(openApi);
      if (endpoints instanceof Map<?, ?> map) {
        map.clear();
      }
    } catch (ReflectiveOperationException e) {
      System.getLogger(PlainContractFilter.class.getName())
          .log(System.Logger.Level.DEBUG, "This server adds no endpoints to the contract.", e);
    }
  }
}
