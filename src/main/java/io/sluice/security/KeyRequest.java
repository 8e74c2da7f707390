package io.sluice.security;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sluice.model.InvalidInstancesException;
import io.sluice.model.ModelName;
import io.sluice.model.Names;
import io.sluice.model.Role;
import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import io.sluice.model.Violation;
import io.sluice.model.Violation.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The key that somebody wants: {@code {"label":..., "roles":[...], "models":[...],
 * "limitPerMinute":...}}.
 *
 * @param label 1 to 100 characters on one line
 * @param roles at least one
 * @param models empty if the caller named none: then those of his own
 * @param limitPerMinute 1 to 1,000,000; 0 if the caller named none: no limit
 */
record KeyRequest(String label, Set<Role> roles, Set<ModelName> models, int limitPerMinute) {
  /** On one line, and nothing that hides or turns what stands beside it. */
  private static final Pattern LABEL = Pattern.compile("[^\\p{C}\\p{Zl}\\p{Zp}]{0,99}\\S");

  private static final int MOST_MODELS = 60;
  private static final int HIGHEST_LIMIT = 1_000_000;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /**
   * Reads a body.
   *
   * @throws ServingException with every wrong member at once
   */
  static KeyRequest read(InputStream body) {
    JsonNode tree;
    try {
      tree = JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new ServingException(Kind.MALFORMED_BODY, "The body is no JSON.", e);
    } catch (IOException e) {
      throw new ServingException(Kind.MALFORMED_BODY, "The body could not be read.", e);
    }
    if (!tree.isObject()) {
      throw new ServingException(Kind.MALFORMED_BODY, "The body must be a JSON object.");
    }
    return new Reading().read(tree);
  }

  /** One body, and what is wrong with it so far. */
  private static final class Reading {
    private final List<Violation> wrong = new ArrayList<>();

    KeyRequest read(JsonNode tree) {
      String label = "";
      Set<Role> roles = EnumSet.noneOf(Role.class);
      Set<ModelName> models = new HashSet<>();
      int limit = 0;
      for (Map.Entry<String, JsonNode> member : tree.properties()) {
        JsonNode value = member.getValue();
        switch (member.getKey()) {
          case "label" -> label = label(value);
          case "roles" -> each("/roles", value, Role.values().length, name -> role(name, roles));
          case "models" -> each("/models", value, MOST_MODELS, name -> model(name, models));
          case "limitPerMinute" -> limit = limit(value);
          default ->
              add(
                  "/" + Violation.token(Names.shown(member.getKey())),
                  Rule.UNKNOWN,
                  "There is no such member.");
        }
      }
      require(tree, "label");
      require(tree, "roles");
      if (!wrong.isEmpty()) {
        throw new InvalidInstancesException(Kind.INVALID_PARAMETER, wrong, wrong.size());
      }
      return new KeyRequest(label, roles, models, limit);
    }

    private void require(JsonNode tree, String name) {
      if (!tree.has(name)) {
        add("/" + name, Rule.MISSING, "The member " + name + " is missing.");
      }
    }

    private String label(JsonNode value) {
      String label = value.asText();
      if (!value.isTextual() || !LABEL.matcher(label).matches()) {
        add("/label", Rule.TYPE, "A label must be a text of 1 to 100 characters on one line.");
      }
      return label;
    }

    private void each(String pointer, JsonNode value, int most, Consumer<String> taker) {
      boolean texts = value.isArray() && !value.isEmpty() && value.size() <= most;
      for (JsonNode element : value) {
        texts &= element.isTextual();
      }
      if (!texts) {
        add(pointer, Rule.TYPE, "This must be a list of 1 to " + most + " names.");
        return;
      }
      value.forEach(element -> taker.accept(element.asText()));
    }

    private void role(String name, Set<Role> roles) {
      Optional<Role> role = Role.of(name);
      role.ifPresent(roles::add);
      if (role.isEmpty()) {
        List<String> allowed = Arrays.stream(Role.values()).map(Role::wireName).toList();
        wrong.add(new Violation("/roles", Rule.CATEGORY, "There is no such role.", allowed));
      }
    }

    private void model(String name, Set<ModelName> models) {
      if (ModelName.isValid(name)) {
        models.add(new ModelName(name));
      } else {
        add("/models", Rule.SYNTAX, "This is no name of a model.");
      }
    }

    private int limit(JsonNode value) {
      if (value.isIntegralNumber() && value.canConvertToInt()) {
        int limit = value.intValue();
        if (limit >= 1 && limit <= HIGHEST_LIMIT) {
          return limit;
        }
      }
      wrong.add(
          new Violation(
              "/limitPerMinute",
              Rule.RANGE,
              "A limit must be a whole number from 1 to 1000000.",
              new Violation.Range(1, HIGHEST_LIMIT)));
      return 0;
    }

    private void add(String pointer, Rule rule, String detail) {
      wrong.add(new Violation(pointer, rule, detail, null));
    }
  }
}
