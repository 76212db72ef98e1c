package io.codomyrmex.cost.bootstrap.alerting;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;

/** Which addresses a webhook may be sent to: none that only this machine or its own network has (server-side request forgery). */
final class AddressRule {

    private AddressRule() {}

    /** Whether an address is on the public internet, as far as its number says (the IANA special-purpose registries). */
    static boolean isPublic(InetAddress address) {
        if (address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        return address instanceof Inet6Address six ? isPublic(six) : isPublic((Inet4Address) address);
    }

    private static boolean isPublic(Inet4Address address) {
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        int third = bytes[2] & 0xff;
        boolean shared = first == 100 && second >= 64 && second < 128; // carrier-grade NAT
        boolean special = first == 192 && second == 0 && (third == 0 || third == 2);
        boolean testing = (first == 198 && (second == 18 || second == 19))
                || (first == 198 && second == 51 && third == 100)
                || (first == 203 && second == 0 && third == 113);
        return first != 0 && first < 224 && !shared && !special && !testing;
    }

    private static boolean isPublic(Inet6Address address) {
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        boolean global = (first & 0xe0) == 0x20; // 2000::/3, the only part that is given out
        boolean documentation = first == 0x20 && second == 0x01 && bytes[2] == 0x0d && (bytes[3] & 0xff) == 0xb8;
        boolean tunnel = first == 0x20 && (second == 0x02 || (second == 0x01 && bytes[2] == 0 && bytes[3] == 0));
        return global && !documentation && !tunnel;
    }
}
