package io.sluice.runtime;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * The memory that {@code malloc} manages. What a version's loading frees, {@code malloc} keeps for
 * whoever asks next, in pieces too small for the next large wish: a process that loads and unloads
 * all day grows though it leaks nothing.
 */
public final class NativeHeap {
  private static final Logger LOG = System.getLogger(NativeHeap.class.getName());
  private static final String COMMANDS = "com.sun.management:type=DiagnosticCommand";

  private NativeHeap() {}

  /**
   * Gives free memory back to the system: to be called after a version has been loaded, or closed.
   * It takes milliseconds. The JVM does it by the diagnostic command {@code
   * System.trim_native_heap}, which there is from 17.0.9 on, on Linux with glibc; elsewhere this
   * does nothing.
   *
   * @return whether it was done
   */
  public static boolean trim() {
    try {
      Object said =
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  new ObjectName(COMMANDS), "systemTrimNativeHeap", new Object[0], new String[0]);
      LOG.log(Level.DEBUG, "{0}", said);
      return true;
    } catch (JMException | RuntimeException e) {
      LOG.log(Level.DEBUG, "Free memory stays with malloc", e);
      return false;
    }
  }
}
