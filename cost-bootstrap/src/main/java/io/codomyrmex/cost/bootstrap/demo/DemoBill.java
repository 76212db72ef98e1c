package io.codomyrmex.cost.bootstrap.demo;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.codomyrmex.cost.bootstrap.csv.CsvOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Objects;

/** The demo's bill: the charges of last month and of this month up to today, each dated at the start of its UTC day. */
public final class DemoBill {

    /** What a template's row has besides its days and the columns that are made of them. */
    private static final List<String> KEPT = List.of(
            "BilledCost",
            "ChargeCategory",
            "ChargeDescription",
            "ProviderName",
            "ServiceCategory",
            "ServiceName",
            "ResourceId",
            "Tags");

    private final LocalDate today;
    private final Currency currency;

    /**
     * @param now the moment after which nothing is dated
     * @param currency what it is billed in
     */
    public DemoBill(Instant now, Currency currency) {
        this.today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        this.currency = currency;
    }

    /** Writes the bill as a FOCUS file. */
    public void write(Path file) {
        try (Writer out = Files.newBufferedWriter(file)) {
            CsvOutput bill = CsvOutput.file(out);
            List<String> header = new ArrayList<>(List.of(
                    "ChargePeriodStart",
                    "ChargePeriodEnd",
                    "BillingPeriodStart",
                    "BillingPeriodEnd",
                    "BillingCurrency"));
            header.addAll(KEPT);
            bill.write(header);
            List<NamedCsvRecord> template = template();
            LocalDate last = today.withDayOfMonth(1).minusMonths(1);
            for (LocalDate day = last; !day.isAfter(today); day = day.plusDays(1)) {
                for (NamedCsvRecord charge : template) {
                    if (DemoDays.of(charge.getField("Days")).contains(day)) {
                        bill.write(row(day, charge));
                    }
                }
            }
            bill.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> row(LocalDate day, NamedCsvRecord charge) {
        LocalDate month = day.withDayOfMonth(1);
        List<String> row = new ArrayList<>(List.of(
                start(day),
                start(day.plusDays(1)),
                start(month),
                start(month.plusMonths(1)),
                currency.getCurrencyCode()));
        KEPT.forEach(column -> row.add(charge.getField(column)));
        return row;
    }

    private static String start(LocalDate day) {
        return day.atStartOfDay().toInstant(ZoneOffset.UTC).toString();
    }

    private static List<NamedCsvRecord> template() throws IOException {
        InputStream resource = Objects.requireNonNull(DemoBill.class.getResourceAsStream("bill.csv"), "bill.csv");
        try (Reader reader = new InputStreamReader(resource, StandardCharsets.UTF_8);
                CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(reader)) {
            return rows.stream().toList();
        }
    }
}
