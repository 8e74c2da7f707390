package io.sluice.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The instructions of a Dockerfile in their order, comments gone and continued lines joined.
 *
 * <p>Format: the Dockerfile reference of Docker, sections "Format" and "Shell and exec form".
 */
record Dockerfile(List<Instruction> instructions) {

  private static final Pattern ELEMENT = Pattern.compile("\"([^\"]*)\"");

  Dockerfile {
    instructions = List.copyOf(instructions);
  }

  /** One instruction: its upper-case name and the rest of its line. */
  record Instruction(String name, String rest) {

    List<String> words() {
      return List.of(rest.trim().split("\\s+"));
    }

    /** The elements of an exec form, {@code ["a", "b"]}. */
    List<String> exec() {
      List<String> elements = new ArrayList<>();
      Matcher matcher = ELEMENT.matcher(rest.substring(Math.max(0, rest.indexOf('['))));
      while (matcher.find()) {
        elements.add(matcher.group(1));
      }
      return elements;
    }
  }

  static Dockerfile parse(String text) {
    List<Instruction> instructions = new ArrayList<>();
    StringBuilder pending = new StringBuilder();
    for (String line : text.lines().toList()) {
      String stripped = line.strip();
      if (stripped.startsWith("#") || stripped.isEmpty()) {
        continue;
      }
      if (stripped.endsWith("\\")) {
        pending.append(stripped, 0, stripped.length() - 1).append(' ');
        continue;
      }
      String whole = pending.append(stripped).toString();
      pending.setLength(0);
      String[] parts = whole.split("\\s+", 2);
      instructions.add(new Instruction(parts[0], parts.length > 1 ? parts[1] : ""));
    }
    return new Dockerfile(instructions);
  }

  List<Instruction> all(String name) {
    return instructions.stream().filter(i -> i.name().equals(name)).toList();
  }

  /** The only instruction of that name. */
  Instruction only(String name) {
    List<Instruction> found = all(name);
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " instructions " + name + ", not one");
    }
    return found.get(0);
  }

  /** The value that an ENV instruction gives to a variable. */
  String env(String variable) {
    return all("ENV").stream()
        .flatMap(instruction -> instruction.words().stream())
        .filter(word -> word.startsWith(variable + "="))
        .map(word -> word.substring(variable.length() + 1))
        .findFirst()
        .orElseThrow(() -> new AssertionError("ENV sets no " + variable));
  }
}
