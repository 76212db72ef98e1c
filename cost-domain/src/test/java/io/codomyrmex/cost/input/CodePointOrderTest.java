package io.codomyrmex.cost.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CodePointOrderTest {

    private static final String[] PIECES = {
        "", "a", "b", "é", "\uD7FF", "\uE000", "\uFFFF", "\uD800\uDC00", "🧾", "\uDBFF\uDFFF"
    };

    @Test
    void it_is_the_order_of_the_bytes_of_utf_8() {
        long seed = Long.getLong("cost.test.seed", System.nanoTime());
        System.out.println("cost.test.seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 50_000; i++) {
            String a = text(random);
            String b = text(random);
            int bytes = Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
            assertThat(Integer.signum(CodePointOrder.CODE_POINTS.compare(a, b)))
                    .as("%s and %s", a, b)
                    .isEqualTo(Integer.signum(bytes));
        }
    }

    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }
}
