package io.sluice.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.model.FieldInfo;
import io.sluice.model.InputField;
import io.sluice.model.InstanceLimits;
import io.sluice.model.ModelSignature;
import io.sluice.model.OutputField;
import io.sluice.model.ServingException;
import io.sluice.model.Task;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelledCsvTest {
  private static final ModelSignature SIGNATURE =
      new ModelSignature(
          Task.CLASSIFICATION,
          List.of(number("a"), number("b")),
          List.of(new OutputField.ClassOutput(info("kind"), List.of("x", "y"), null)));

  @Property(tries = 100)
  void next_anyParts_giveEveryRowOnceInOrder(
      @ForAll @IntRange(max = 40) int rows, @ForAll @IntRange(min = 1, max = 15) int part) {
    StringBuilder text = new StringBuilder("b,kind,a\n");
    List<String> expected = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      text.append("%d,\"k,%d\",%d\n".formatted(row, row, row * 2));
      expected.add("%d.0 %d.0 k,%d".formatted(row * 2, row, row));
    }

    List<String> found = new ArrayList<>();
    try (LabelledCsv table = open(text.toString(), "kind")) {
      Optional<LabelledRows.Part> next = table.next(part);
      while (next.isPresent()) {
        LabelledRows.Part present = next.get();
        assertThat(present.firstRow()).isEqualTo(found.size() + 1);
        assertThat(present.answers()).hasSizeBetween(1, part);
        float[] values = present.instances().inputs().get(0).values();
        for (int i = 0; i < present.answers().size(); i++) {
          found.add(values[2 * i] + " " + values[2 * i + 1] + " " + present.answers().get(i));
        }
        present.instances().close();
        next = table.next(part);
      }
    }

    assertThat(found).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a,b,kind;1,2,x;1,z,x;q,2,x     | row 2, b: 'z' is not a number",
        "a,b,kind;1,2,x;1,2,x;1,2       | row 3: has 2 cells where the header has 3",
        "a,b,kind;1,2,                  | row 1: the answer in 'kind' is missing",
        "a,b,kind;1,2,x;1,,x            | row 2, b: 'b' is missing",
        "a,b,kind;1,200,x               | row 1, b: 200 is out of range",
        "a,b,c,kind;1,2,3,x             | row 1, c: the model has no input 'c'",
        "a,kind;1,x                     | row 1, b: 'b' is missing",
        "a,b;1,2                        | the table has no column 'kind' with the answers",
        "kind,a,b,kind;x,1,2,x          | the column 'kind' comes twice",
        "``                             | the table is empty",
        "a,b,kind;1,2,x;1,\"2,x         | the table is not RFC 4180",
      })
  void next_firstRowThatIsWrong_isNamed(String table, String message) {
    assertThatThrownBy(
            () -> {
              try (LabelledCsv csv = open(table.replace(';', '\n'), "kind")) {
                while (csv.next(2).isPresent()) {
                  // On to the row that is wrong.
                }
              }
            })
        .isInstanceOf(ServingException.class)
        .hasMessageContaining(message);
  }

  @Test
  void next_bytesThatAreNotUtf8_areRefused() {
    byte[] bytes = "a,b,kind\n1,2,\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);

    assertThatThrownBy(
            () -> {
              try (LabelledCsv csv =
                  new LabelledCsv(
                      new ByteArrayInputStream(bytes), SIGNATURE, "kind", InstanceLimits.DEFAULT)) {
                csv.next(10);
              }
            })
        .isInstanceOf(ServingException.class)
        .hasMessageContaining("not UTF-8");
  }

  private static LabelledCsv open(String table, String target) {
    return new LabelledCsv(
        new ByteArrayInputStream(table.getBytes(StandardCharsets.UTF_8)),
        SIGNATURE,
        target,
        InstanceLimits.DEFAULT);
  }

  private static InputField number(String name) {
    return new InputField.NumberField(info(name), -100, 100, "", null);
  }

  private static FieldInfo info(String name) {
    return new FieldInfo(name, name, "");
  }
}
