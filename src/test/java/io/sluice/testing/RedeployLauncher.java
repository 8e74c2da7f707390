package io.sluice.testing;

import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Runs in the server's JVM: starts Payara Micro by its own command line, then deploys the WAR anew
 * for each line it reads. Uses the server by reflection, since no test has it on its class path.
 */
public final class RedeployLauncher {

  static final String REPLY = "redeployed: ";

  private RedeployLauncher() {}

  /**
   * Starts the server.
   *
   * @param arguments Payara Micro's arguments; the WAR is the one after {@code --deploy}
   */
  public static void main(String[] arguments) throws Exception {
    // Kept before the server puts its own in place.
    PrintStream out = System.out;
    Class<?> micro = Class.forName("fish.payara.micro.PayaraMicro");
    micro.getMethod("main", String[].class).invoke(null, (Object) arguments);
    Object instance = micro.getMethod("getInstance").invoke(null);
    Class<?> boot = Class.forName("fish.payara.micro.boot.PayaraMicroBoot");
    Object server = boot.getMethod("getRuntime").invoke(instance);
    Class<?> runtime = Class.forName("fish.payara.micro.PayaraMicroRuntime");
    List<String> all = List.of(arguments);
    File war = new File(all.get(all.indexOf("--deploy") + 1));
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (in.readLine() != null) {
      runtime.getMethod("undeploy", String.class).invoke(server, "sluice");
      long left = nativeThreads();
      Object deployed = runtime.getMethod("deploy", File.class).invoke(server, war);
      out.println(REPLY + deployed + ", native threads left: " + left);
    }
    // Whoever started us is gone.
    System.exit(0);
  }

  private static long nativeThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.contains("Deallocator"))
        .count();
  }
}
