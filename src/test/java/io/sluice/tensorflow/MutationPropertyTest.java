package io.sluice.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.model.Caller;
import io.sluice.testing.ServletClient.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** However a request is damaged, its answer has a status that the protocol's page names. */
final class MutationPropertyTest {
  private static final Set<Integer> STATUSES = Set.of(200, 400, 404, 501);
  private static final Protocol PROTOCOL = Protocol.withModels();
  private static final byte[] TELLING =
      "{}[]\",:-+.eE0123456789 \n\tnulltrueNaNInfinityb64%/\u0000\u00c3\u00ff"
          .getBytes(StandardCharsets.ISO_8859_1);
  private static final List<String> PATHS =
      List.of(
          "half:predict",
          "half/versions/1:predict",
          "half/labels/stable:predict",
          "salary:predict",
          "salary:regress",
          "iris:classify",
          "pair:predict",
          "pair:classify",
          "sequence:predict",
          "image:predict",
          "word:predict",
          "defaults:predict",
          "half:explain",
          "half/metadata",
          "half");
  private static final List<String> BODIES =
      List.of(
          "{'instances':[1,2.5e-3,-4]}",
          "{'signature_name':'serving_default','instances':[{'x':1},{'x':[NaN]}]}",
          "{'inputs':{'x':[1,2]},'signature_name':''}",
          "{'instances':[{'rank':'high','years':[3],'ref_bytes':{'b64':'w6k='}}]}",
          "{'inputs':{'rank':['low','high'],'years':[[1],[2]],'ref_bytes':['a',{'b64':''}]}}",
          "{'signature_name':'encoded','instances':[[1,2],{'dense_input':[3,4]}]}",
          "{'instances':[{'dense_input':[1,2]},[3,4]]}",
          "{'context':{'rank':'high'},'examples':[{'years':[3]},{'years':1,'rank':'low'}]}",
          "{'examples':[{'sepal_length':1,'sepal_width':2,'petal_length':3,'petal_width':4}]}",
          "{'instances':[{'a':[1,2],'a_1':[[3,4],[5,6]]}]}",
          "{'inputs':[{'a':[1,2],'a_1':[[3,4],[5,6]]}]}",
          "{'context':{'a':[1,2]},'examples':[{'a_1':[3,4,5,6]}]}",
          "{'instances':[[[1,2,3],[4,5,6]],[[1,2,3],[4,5,-6]]]}",
          "{'inputs':[[[[1,2],[3,4]]]]}",
          "{'instances':['a',{'b64':'Yg=='},{'word':'b'}],'parameters':{'x':[1,{}]}}",
          "{'inputs':{'b64':'Yg=='}}");

  @Property(tries = 15_000, shrinking = ShrinkingMode.OFF)
  void bodies_damaged_areAnsweredAsDocumented(@ForAll Random random) {
    String path = PATHS.get(random.nextInt(PATHS.size()));
    byte[] body =
        BODIES
            .get(random.nextInt(BODIES.size()))
            .replace('\'', '"')
            .getBytes(StandardCharsets.UTF_8);
    byte[] damaged = damaged(body, random);

    Answer answer = check("POST", "/v1/models/" + path, damaged);

    if (damaged.length == 0 || damaged[0] != (byte) 0xEF) {
      Answer marked = check("POST", "/v1/models/" + path, marked(damaged));
      assertThat(marked.body()).isEqualTo(answer.body());
    }
  }

  @Property(tries = 3000, shrinking = ShrinkingMode.OFF)
  void paths_damaged_areAnsweredAsDocumented(@ForAll Random random) {
    String path = "/v1/models/" + PATHS.get(random.nextInt(PATHS.size()));
    byte[] damaged = damaged(path.getBytes(StandardCharsets.ISO_8859_1), random);
    String uri = new String(damaged, StandardCharsets.ISO_8859_1);
    byte[] body = "{\"instances\":[1]}".getBytes(StandardCharsets.UTF_8);
    check(random.nextBoolean() ? "POST" : "GET", uri, body);
  }

  /** A byte order mark sends a body past the reader of plain rows. */
  private static byte[] marked(byte[] body) {
    byte[] marked = new byte[body.length + 3];
    marked[0] = (byte) 0xEF;
    marked[1] = (byte) 0xBB;
    marked[2] = (byte) 0xBF;
    System.arraycopy(body, 0, marked, 3, body.length);
    return marked;
  }

  private static Answer check(String method, String path, byte[] body) {
    Answer answer = PROTOCOL.send(Caller.SYSTEM, method, path, body);
    assertThat(STATUSES).as(answer.body()).contains(answer.status());
    assertThat(answer.headers()).containsEntry("Content-Type", "application/json");
    if (answer.status() != 200) {
      assertThat(Protocol.json(answer).path("error").asText())
          .isNotBlank()
          .hasSizeLessThan(600)
          .doesNotContain("fasterxml", "Exception", "io.sluice", "java.");
    }
    return answer;
  }

  private static byte[] damaged(byte[] body, Random random) {
    byte[] bytes = body;
    for (int i = random.nextInt(4); i > 0; i--) {
      bytes = damagedOnce(bytes, random);
    }
    return bytes;
  }

  private static byte[] damagedOnce(byte[] body, Random random) {
    int from = random.nextInt(body.length + 1);
    int to = Math.min(body.length, from + random.nextInt(4));
    byte[] inserted = new byte[random.nextInt(3)];
    for (int i = 0; i < inserted.length; i++) {
      boolean any = random.nextInt(4) == 0;
      inserted[i] = any ? (byte) random.nextInt(256) : TELLING[random.nextInt(TELLING.length)];
    }
    byte[] damaged = Arrays.copyOf(body, body.length - (to - from) + inserted.length);
    System.arraycopy(inserted, 0, damaged, from, inserted.length);
    System.arraycopy(body, to, damaged, from + inserted.length, body.length - to);
    return damaged;
  }
}
