package io.sluice.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class OwnedThreadsTest {

  /** A thread such as a library starts: it works until it is interrupted. */
  public static final class LibraryThread extends Thread {
    public LibraryThread() {
      super("library");
      setDaemon(true);
    }

    @Override
    public void run() {
      CountDownLatch never = new CountDownLatch(1);
      try {
        never.await();
      } catch (InterruptedException e) {
        interrupt();
      }
    }
  }

  /** A class loader with a copy of the thread's class of its own, as a deployment has. */
  private static final class Deployment extends ClassLoader {
    Thread start() throws ReflectiveOperationException, IOException {
      String name = LibraryThread.class.getName();
      try (InputStream in =
          LibraryThread.class.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
        byte[] code = in.readAllBytes();
        Class<?> copy = defineClass(name, code, 0, code.length);
        Thread thread = (Thread) copy.getConstructor().newInstance();
        thread.start();
        return thread;
      }
    }
  }

  @Test
  void stop_twoDeployments_stopsThoseOfTheOneOnly() throws Exception {
    Deployment retired = new Deployment();
    Deployment serving = new Deployment();
    Thread old = retired.start();
    Thread current = serving.start();

    assertThat(OwnedThreads.stop(retired)).containsExactly("library");

    assertThat(old.isAlive()).isFalse();
    assertThat(current.isAlive()).isTrue();
    assertThat(OwnedThreads.stop(serving)).containsExactly("library");
  }

  @Test
  void stop_noThreads_isEmpty() {
    assertThat(OwnedThreads.stop(new Deployment())).isEmpty();
  }
}
