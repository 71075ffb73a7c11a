import { describe } from "vitest";
import { itSays } from "./transcript.fixture.ts";

/** Where named listens, whom it lets copy, and from where it asks, as named-checkconf 9.18.49 and 9.20.30 judge it. */

describe("transfers and listeners", () => {
  itSays(`
// who may transfer, and over what
zone "lan" {
  type primary;
  file "lan.db";
  allow-transfer port 853 transport tls { any; };
};
=> fine

// a transport that there is not
zone "lan" {
  type primary;
  file "lan.db";
  allow-transfer transport quic { any; };
};
=> error VALUE 5 <transport> 'quic' is not a valid transport protocol for zone transfers. Please specify either 'tcp' or 'tls'

// the last port is no port for transfers
zone "lan" {
  type primary;
  file "lan.db";
  allow-transfer port 65535 transport TCP { any; };
};
=> error VALUE 5 <port> port value '65535' is out of range

// said of options once for all zones
options {
  allow-transfer port 70000 transport udp { any; };
};
zone "lan" { type primary; file "lan.db"; };
zone "lab" { type primary; file "lab.db"; };
=> error VALUE 3 <port> 'udp' is not a valid transport protocol for zone transfers. Please specify either 'tcp' or 'tls'
=> error VALUE 3 <port> port value '70000' is out of range

// without any zone nobody looks
options { allow-transfer port 70000 transport udp { any; }; };
=> fine

// a zone of its own mind
options { allow-transfer transport udp { any; }; };
zone "lan" { type primary; file "lan.db"; allow-transfer { none; }; };
=> fine

// a port that comes too late
options { listen-on tls ephemeral port 853 { any; }; };
=> error SYNTAX 2 <port> unexpected 'port'

// over a proxy, from 9.20 on
options { listen-on port 5300 proxy plain { any; }; };
=>9.18 error NOT_IN_VERSION 2 <proxy> unexpected 'proxy'
=>9.20 fine

// a port behind the proxy
options { listen-on proxy plain port 5300 { any; }; };
=>9.18 error SYNTAX 2 <proxy> unexpected 'proxy'
=>9.20 error SYNTAX 2 <port> unexpected 'port'

// a proxy that there is not, and one that TLS must carry
options {
  listen-on proxy fancy { any; };
  listen-on proxy encrypted { any; };
  listen-on tls ephemeral proxy encrypted { any; };
};
=>9.18 error NOT_IN_VERSION 3 <proxy> unexpected 'proxy'
=>9.18 error NOT_IN_VERSION 4 <proxy> unexpected 'proxy'
=>9.18 error NOT_IN_VERSION 5 <proxy> unexpected 'proxy'
=>9.20 error VALUE 3 <proxy> 'proxy' must have one of the following values: 'plain', 'encrypted'
=>9.20 error CONFLICT 4 <proxy> 'proxy encrypted' can be used only when encryption is enabled by setting 'tls' to a defined value or to 'ephemeral'

// forwarders' ports are not looked at
options { forwarders port 70000 { 192.0.2.1; }; };
=> fine

// nor those of lists
zone "lan" { type secondary; primaries port 70000 { 192.0.2.1; }; };
=> fine

// an escape that is cut short at the end of a part is forgiven
http "h" {
  endpoints {
    "/%";
    "/a%/b";
    "/a%4";
    "/%4:b";
    "/%;";
  };
};
=> fine

// but not in the first part, nor before a letter
http "h" {
  endpoints {
    "/%4/a";
    "/%4g";
    "/%%41";
  };
};
=> error VALUE 3 <endpoints> endpoint '/%%41' is not a valid absolute HTTP path
=> error VALUE 3 <endpoints> endpoint '/%4/a' is not a valid absolute HTTP path
=> error VALUE 3 <endpoints> endpoint '/%4g' is not a valid absolute HTTP path

// the old code point may stand before or after the port
options {
  listen-on dscp 5 { any; };
  listen-on port 5300 dscp 5 { any; };
  listen-on dscp 5 tls ephemeral { any; };
};
=>9.18 fine
=>9.20 error NOT_IN_VERSION 3 <dscp> unexpected 'dscp'
=>9.20 error NOT_IN_VERSION 4 <dscp> unexpected 'dscp'
=>9.20 error NOT_IN_VERSION 5 <dscp> unexpected 'dscp'

// a port after it is not expected
options { listen-on dscp 5 port 6 { any; }; };
=>9.18 error SYNTAX 2 <port> unexpected 'port'
=>9.20 error SYNTAX 2 <dscp> unexpected 'dscp'
`);
});

describe("the port of a source", () => {
  itSays(`
// the address that is asked from, and its port
options { query-source address 192.0.2.1 port 53; };
=> error VALUE 2 <address> 'query-source' cannot specify the DNS listener port (53)
=> warning DEPRECATED_CLAUSE 2 <53> token 'port' is deprecated

// another port is only warned of
options { query-source-v6 address * port 5353; };
=> warning DEPRECATED_CLAUSE 2 <5353> token 'port' is deprecated
=> warning VALUE 2 <address> 'query-source-v6': specifying a port is not recommended

// any port is fine
options { query-source port *; };
=> warning DEPRECATED_CLAUSE 2 <*> token 'port' is deprecated

// the port that named listens at counts, not 53
options {
  port 5300;
  query-source address * port 53;
  query-source-v6 port 5300;
};
=> warning DEPRECATED_CLAUSE 4 <53> token 'port' is deprecated
=> warning VALUE 4 <address> 'query-source': specifying a port is not recommended
=> error VALUE 5 <port> 'query-source-v6' cannot specify the DNS listener port (5300)
=> warning DEPRECATED_CLAUSE 5 <5300> token 'port' is deprecated

// of a view, by the port of options
options { port 5300; };
view "inside" {
  query-source address * port 5300;
  query-source-v6 address * port 53;
};
=> error VALUE 4 <address> 'query-source' cannot specify the DNS listener port (5300)
=> warning DEPRECATED_CLAUSE 4 <5300> token 'port' is deprecated
=> warning DEPRECATED_CLAUSE 5 <53> token 'port' is deprecated
=> warning VALUE 5 <address> 'query-source-v6': specifying a port is not recommended

// so for servers
options { port 5300; };
server 192.0.2.1 { query-source address * port 5300; };
server 2001:db8::1 { transfer-source-v6 :: port 5300; };
server 192.0.2.2 { notify-source 192.0.2.9 port 53; };
=> error VALUE 3 <address> 'query-source' cannot specify the DNS listener port (5300)
=> warning DEPRECATED_CLAUSE 3 <5300> token 'port' is deprecated
=> error VALUE 4 <::> 'transfer-source-v6' cannot specify the DNS listener port (5300)
=> warning DEPRECATED_CLAUSE 4 <5300> token 'port' is deprecated
=> warning DEPRECATED_CLAUSE 5 <53> token 'port' is deprecated

// and for zones, those of options as their own
options {
  port 5300;
  transfer-source 192.0.2.2 port 5300;
};
zone "lan" {
  type secondary;
  primaries { 192.0.2.1; };
  notify-source-v6 2001:db8::1 port 53;
};
=> error VALUE 4 <192.0.2.2> 'transfer-source' cannot specify the DNS listener port (5300)
=> warning DEPRECATED_CLAUSE 4 <5300> token 'port' is deprecated
=> warning DEPRECATED_CLAUSE 9 <53> token 'port' is deprecated
=> warning VALUE 9 <2001:db8::1> 'notify-source-v6': specifying a port is not recommended

// a view's is not looked at
view "inside" {
  transfer-source 192.0.2.2 port 53;
  zone "lan" { type secondary; primaries { 192.0.2.1; }; };
};
=> warning DEPRECATED_CLAUSE 3 <53> token 'port' is deprecated

// nor that of options without zones
options { transfer-source 192.0.2.2 port 53; };
=> warning DEPRECATED_CLAUSE 2 <53> token 'port' is deprecated
`);
});
