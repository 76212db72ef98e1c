package io.codomyrmex.cost.bootstrap.alerting;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Gives the addresses of a name to the client that connects to them, unless one is not public. The client connects to what was
 * checked and to nothing else, so a name that changes its address in between gains nothing.
 */
final class GuardedResolver implements DnsResolver {

    private final boolean allowPrivate;

    GuardedResolver(boolean allowPrivate) {
        this.allowPrivate = allowPrivate;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = SystemDefaultDnsResolver.INSTANCE.resolve(host);
        for (InetAddress address : addresses) {
            if (!allowPrivate && !AddressRule.isPublic(address)) {
                throw new UnknownHostException(
                        "its address is not a public one, which COST_ALERT_ALLOW_PRIVATE would" + " have to allow");
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return SystemDefaultDnsResolver.INSTANCE.resolveCanonicalHostname(host);
    }
}
