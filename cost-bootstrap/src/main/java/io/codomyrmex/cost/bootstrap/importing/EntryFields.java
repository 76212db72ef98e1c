package io.codomyrmex.cost.bootstrap.importing;

/** The fields of an entry as the domain's errors name them. */
final class EntryFields {

    private EntryFields() {}

    /** {@code tags} of {@code tags.team} or {@code tags key}, {@code metadata} of {@code metadata.usage[0]}. */
    static String outermost(String field) {
        for (String name : new String[] {"tags", "metadata"}) {
            if (field.startsWith(name + ".") || field.startsWith(name + " ") || field.startsWith(name + "[")) {
                return name;
            }
        }
        return field;
    }
}
