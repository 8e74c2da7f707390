package io.sluice.runtime;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Destroyed;
import jakarta.enterprise.event.Observes;

/** Ends what {@link NativeLibraries} began, when the deployment ends. */
@ApplicationScoped
public class NativeLifecycle {

  /**
   * Called by the container after every application-scoped bean is gone, and so after every network
   * is closed. Static, because this bean is gone by then too.
   *
   * @param ended the end of the application
   */
  static void release(@Observes @Destroyed(ApplicationScoped.class) Object ended) {
    NativeLibraries.release();
  }
}
