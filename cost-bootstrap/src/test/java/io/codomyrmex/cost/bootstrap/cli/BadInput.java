package io.codomyrmex.cost.bootstrap.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A command that must be refused.
 *
 * @param code the exit code
 * @param says what its one line must contain: field, value and rule
 * @param args the command; {@code FILE} stands for the file
 * @param name the file's name; empty if there is none
 * @param content the file's bytes
 */
record BadInput(int code, List<String> says, List<String> args, String name, byte[] content) {

    static BadInput usage(String field, String value, String rule, String... args) {
        return new BadInput(2, List.of(field, value, rule), List.of(args), "", new byte[0]);
    }

    static BadInput refused(String field, String value, String rule, String... args) {
        return new BadInput(1, List.of(field, value, rule), List.of(args), "", new byte[0]);
    }

    /** A file that is not accepted as such. */
    static BadInput file(String name, String content, String field, String value, String rule) {
        return new BadInput(
                2,
                List.of(field, value, rule),
                List.of("import", "FILE"),
                name,
                content.getBytes(StandardCharsets.UTF_8));
    }

    /** A file of which a row is rejected. */
    static BadInput row(String name, String content, String field, String value, String rule) {
        return new BadInput(
                1,
                List.of(field, value, rule),
                List.of("import", "FILE"),
                name,
                content.getBytes(StandardCharsets.UTF_8));
    }

    BadInput code(int other) {
        return new BadInput(other, says, args, name, content);
    }

    BadInput content(byte[] other) {
        return new BadInput(code, says, args, name, other);
    }

    BadInput with(String... more) {
        List<String> all = Stream.concat(args.stream(), Arrays.stream(more)).toList();
        return new BadInput(code, says, all, name, content);
    }

    String[] args(Path file) {
        return args.stream()
                .map(arg -> arg.equals("FILE") ? file.toString() : arg)
                .toArray(String[]::new);
    }

    @Override
    public String toString() {
        String text = String.join(" ", args) + " " + name + " " + says;
        String shown = text.replaceAll("\\P{Print}", "?");
        return shown.length() <= 120 ? shown : shown.substring(0, 120);
    }
}
