package io.codomyrmex.cost.bootstrap.cli;

import io.codomyrmex.cost.input.AmountRule;
import java.math.BigDecimal;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Values that may stand without an option's name before them. They may begin with a minus sign ({@code record -1.50}), so
 * here it is decided what is a mistyped option.
 */
final class Positional {

    private Positional() {}

    private static String checked(String argument) {
        if (UnknownOption.looksLike(argument)) {
            throw new UnknownOptionException(argument);
        }
        return argument;
    }

    /** Says which option is unknown. */
    static final class UnknownOptionException extends TypeConversionException {
        private static final long serialVersionUID = 1L;

        UnknownOptionException(String argument) {
            super(UnknownOption.message(argument));
        }
    }

    /** An amount of money, in the range of amounts. */
    static final class Amount implements ITypeConverter<BigDecimal> {
        @Override
        public BigDecimal convert(String argument) {
            return AmountRule.any("amount", AmountRule.parse("amount", checked(argument)));
        }
    }

    /** A text. */
    static final class Text implements ITypeConverter<String> {
        @Override
        public String convert(String argument) {
            return checked(argument);
        }
    }
}
