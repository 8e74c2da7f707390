package io.sluice.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.model.Digest;
import io.sluice.model.ServingException;
import java.util.Base64;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentDigestTest {
  // The digest of {"hello": "world"} and a line feed, from RFC 9530, appendix D.
  private static final String HELLO = "RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=";
  private static final String HELLO_HEX =
      "44aff4ab2d7c3250525675a08f0cfa9591168cffe51791c5f5bbc417c15a6c38";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sha-256=:" + HELLO + ":",
        "  sha-256=:" + HELLO + ":  ",
        "sha-512=:AAAA:,sha-256=:" + HELLO + ":",
        "sha-256=:" + HELLO + ":;a=1;b;c=\"x;,y\", unixsum=:AA==:",
      })
  void parse_sha256Announced_isThatDigest(String header) {
    assertThat(ContentDigest.parse(header)).contains(new Digest("sha256:" + HELLO_HEX));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sha-512=:AAAA:", "md5=::", "*x=:AA==:, y.z=:AA==:;q"})
  void parse_unknownAlgorithmsOnly_areIgnored(String header) {
    assertThat(ContentDigest.parse(header)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sha-256",
        "sha-256=" + HELLO,
        "sha-256=:" + HELLO,
        "sha-256=:AAAA:",
        "sha-256=:" + HELLO + ":,",
        "sha-256=:" + HELLO + ": md5=:AA==:",
        "SHA-256=:" + HELLO + ":",
        "sha-256=:====:",
        "sha-256=:" + HELLO + "A:",
        "sha-256=:!K/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:",
        "sha-256=\"" + HELLO_HEX + "\"",
      })
  void parse_malformed_isRefused(String header) {
    assertThatThrownBy(() -> ContentDigest.parse(header))
        .isInstanceOfSatisfying(
            ServingException.class,
            e -> assertThat(e.kind()).isEqualTo(ServingException.Kind.INVALID_PARAMETER));
  }

  @Test
  void parse_longHeader_isRefused() {
    assertThatThrownBy(() -> ContentDigest.parse("a=:AAAA:,".repeat(500_000)))
        .isInstanceOf(ServingException.class);
  }

  @Property
  void parse_anyDigest_isReadBack(@ForAll @Size(32) byte[] bytes) {
    String header = "sha-256=:" + Base64.getEncoder().encodeToString(bytes) + ":";

    assertThat(ContentDigest.parse(header).orElseThrow().value())
        .isEqualTo("sha256:" + HexFormat.of().formatHex(bytes));
  }

  @Property
  void parse_anyText_isAnsweredOrRefused(@ForAll String text) {
    try {
      assertThat(ContentDigest.parse(text)).isNotNull();
    } catch (ServingException e) {
      assertThat(e.kind()).isEqualTo(ServingException.Kind.INVALID_PARAMETER);
    }
  }
}
