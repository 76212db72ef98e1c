package io.codomyrmex.cost.input;

import java.util.Comparator;

/**
 * The order of texts, the same in every store: by code point, which is also the order of their bytes in UTF-8. {@link
 * String#compareTo} goes by UTF-16 unit and so puts what lies above U+FFFF before U+E000 to U+FFFF.
 */
public enum CodePointOrder implements Comparator<String> {
    /** The one order. */
    CODE_POINTS;

    @Override
    public int compare(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char left = a.charAt(i);
            char right = b.charAt(i);
            if (left != right) {
                boolean above = Character.isSurrogate(left);
                return above == Character.isSurrogate(right) ? left - right : above ? 1 : -1;
            }
        }
        return a.length() - b.length();
    }
}
