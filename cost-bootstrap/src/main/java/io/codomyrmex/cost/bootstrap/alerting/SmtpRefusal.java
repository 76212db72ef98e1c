package io.codomyrmex.cost.bootstrap.alerting;

import jakarta.mail.Address;
import jakarta.mail.SendFailedException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/**
 * What a mail server has said to a message that it did not take. A reply from 500 to 599 is for good, one from 400 to 499 is
 * not (RFC 5321, section 4.2.1).
 *
 * @param replies the server's replies, without those that took something
 * @param others the recipients that it would have taken
 */
record SmtpRefusal(List<Reply> replies, List<Address> others) {

    SmtpRefusal {
        replies = List.copyOf(replies);
        others = List.copyOf(others);
    }

    /**
     * A reply.
     *
     * @param code its code
     * @param text all of it, for people
     */
    record Reply(int code, String text) {}

    static SmtpRefusal of(SendFailedException failure) {
        List<Reply> replies = new ArrayList<>();
        Address[] unsent = failure.getValidUnsentAddresses();
        List<Address> others = new ArrayList<>(unsent == null ? List.of() : List.of(unsent));
        Exception next = failure;
        while (next instanceof SendFailedException one) {
            String text = String.valueOf(one.getMessage()).strip();
            if (one instanceof SMTPAddressFailedException address) {
                replies.add(new Reply(address.getReturnCode(), text));
                others.remove(address.getAddress());
            } else if (one instanceof SMTPSendFailedException message) {
                replies.add(new Reply(message.getReturnCode(), text));
                others.clear();
            } else if (one instanceof SMTPSenderFailedException sender) {
                replies.add(new Reply(sender.getReturnCode(), text));
                others.clear();
            }
            next = one.getNextException();
        }
        return new SmtpRefusal(replies, others);
    }

    /** Whether trying again changes nothing. */
    boolean isPermanent() {
        return !replies.isEmpty() && replies.stream().allMatch(reply -> reply.code() >= 500 && reply.code() <= 599);
    }

    String reason() {
        return String.join("; ", replies.stream().map(Reply::text).distinct().toList());
    }
}
