package io.sluice.runtime;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.deeplearning4j.config.DL4JClassLoading;
import org.deeplearning4j.util.CrashReportingUtil;
import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The native code under ND4J, for one deployment of Sluice: loaded before the first model is, and
 * given up when the deployment ends.
 *
 * <p>A native library belongs to one class loader of a JVM, and each deployment of a WAR has a
 * class loader of its own. JavaCPP 1.5.7 finds its JNI libraries taken by an earlier deployment and
 * loads copies of them under other names ({@code libjnind4jcpu0.so} and so on); the large libraries
 * below them, found by their names, stay shared. So a redeployment works, but what the retired
 * deployment loaded stays: JNI keeps global references to its classes, hence its class loader is
 * never collected (measured: 12 MB of metaspace and 25 MB of resident memory for each
 * redeployment). Its threads, which would live as long, are stopped here.
 */
public final class NativeLibraries {

  private static final Logger LOG = System.getLogger(NativeLibraries.class.getName());

  private NativeLibraries() {}

  /**
   * Loads the libraries if this deployment has not done so yet, and computes one sum with them: to
   * be called on the way to the first use of any class of ND4J or Deeplearning4j. The first call
   * takes seconds: it unpacks some 400 MB into JavaCPP's cache directory when they are not there
   * yet ({@code org.bytedeco.javacpp.cachedir}, by default {@code .javacpp/cache} in the user's
   * home).
   *
   * @throws IllegalStateException if they cannot be loaded on this machine; the message names the
   *     platform and the first cause
   */
  public static void load() {
    try {
      // ND4J looks for its backend through the context class loader of whichever thread touches it
      // first. The server calls health checks on threads whose loader is not ours, and an ND4J that
      // failed once fails for ever.
      ND4JClassLoading.setNd4jClassloaderFromClass(NativeLibraries.class);
      DL4JClassLoading.setDl4jClassloaderFromClass(NativeLibraries.class);
      // A failed prediction must not write the network's layers into the working directory.
      CrashReportingUtil.crashDumpsEnabled(false);
      float sum = Nd4j.createFromArray(1f, 2f).sumNumber().floatValue();
      if (sum != 3f) {
        throw new IllegalStateException("ND4J's native libraries compute 1 + 2 = " + sum);
      }
    } catch (LinkageError | RuntimeException e) {
      throw new IllegalStateException(
          "ND4J does not work on "
              + Loader.getPlatform()
              + ": "
              + firstCause(e)
              + ". The WAR must hold the native libraries of this platform, and JavaCPP's cache directory must be"
              + " writable",
          e);
    }
  }

  /**
   * Stops the threads that JavaCPP and ND4J started for this deployment. They free the memory of
   * arrays that nobody closed; so this is the last thing a deployment does, after its networks are
   * closed. Does nothing if the libraries were never loaded.
   */
  public static void release() {
    ClassLoader deployment = NativeLibraries.class.getClassLoader();
    List<String> stopped = OwnedThreads.stop(deployment);
    LOG.log(Level.DEBUG, "Stopped the threads of the native libraries: {0}", stopped);
  }

  /**
   * Gives back the heap that the server spends on copies of the libraries: to be called when all
   * that a version needs has been loaded. Cheap, and does nothing where there are no copies.
   */
  public static void dropCopies() {
    long bytes = ResourceCopies.drop(NativeLibraries.class.getClassLoader());
    if (bytes > 0) {
      LOG.log(Level.DEBUG, "Dropped {0} bytes of native libraries from the heap", bytes);
    }
  }

  private static Throwable firstCause(Throwable failure) {
    Throwable cause = failure;
    for (Throwable next = cause.getCause(); next != null; next = next.getCause()) {
      cause = next;
    }
    return cause;
  }
}
