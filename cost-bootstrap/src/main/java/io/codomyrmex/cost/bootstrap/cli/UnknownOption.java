package io.codomyrmex.cost.bootstrap.cli;

/** Arguments that look like options. A negative number does not. */
final class UnknownOption {

    private UnknownOption() {}

    /** Whether a person who typed this meant an option, not a value. */
    static boolean looksLike(String argument) {
        return argument.length() > 1
                && argument.charAt(0) == '-'
                && (argument.charAt(1) == '-' || Character.isLetter(argument.charAt(1)));
    }

    /** What to say of it, without the value after {@code =}. */
    static String message(String argument) {
        int end = argument.indexOf('=');
        return "unknown option '" + (end < 0 ? argument : argument.substring(0, end)) + "'; see --help";
    }
}
