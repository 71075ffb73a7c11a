import { describe } from "vitest";
import { itSays } from "./transcript.fixture.ts";

/** `tls` and `http` statements and who uses them, as named-checkconf 9.18.49 and 9.20.30 judge them. */

describe("listeners", () => {
  itSays(`
// plain DNS on its port, DoT and DoH beside it
tls "local" {
  key-file "/etc/bind/key.pem";
  cert-file "/etc/bind/cert.pem";
};
http "local" { endpoints { "/dns-query"; }; };
options {
  listen-on { any; };
  listen-on port 853 tls "local" { any; };
  listen-on port 443 tls "local" http "local" { any; };
  listen-on-v6 port 443 tls ephemeral http default { any; };
};
=> fine

// the last port is out of range, on either family
options {
  listen-on port 65535 { any; };
  listen-on-v6 port 65536 { any; };
};
=> error VALUE 3 <port> port value '65535' is out of range
=> error VALUE 4 <port> port value '65536' is out of range

// the one before is not
options { listen-on port 65534 { any; }; };
=> fine

// names of tls and http in other letters
tls "Local" { };
http "Local" { };
options { listen-on tls LOCAL http LOCAL { any; }; };
=> fine

// neither is there
options {
  listen-on tls nowhere http nothing { any; };
};
=> error UNDEFINED_REFERENCE 3 <listen-on> http 'nothing' is not defined
=> error UNDEFINED_REFERENCE 3 <tls> tls 'nowhere' is not defined

// HTTP in the clear must be asked for
options {
  listen-on port 80 http default { any; };
};
=> error CONFLICT 3 <listen-on> http must specify a 'tls' statement, 'tls ephemeral', or 'tls none'

// asked for
options { listen-on port 80 tls none http default { any; }; };
=> fine

// an http that is there, without tls
http "local" { };
options {
  listen-on http local { any; };
  listen-on-v6 tls none http Local { any; };
};
=> error CONFLICT 4 <listen-on> http must specify a 'tls' statement, 'tls ephemeral', or 'tls none'

// a name that stands for a built-in one
http "Default" { };
=> error ALREADY_EXISTS 2 <Default> 'http' name cannot be 'Default' (which is a built-in configuration)

// twice the same name; in other letters it is another
http "h" { endpoints { "/a"; }; };
http "H" { endpoints { "/a"; }; };
http "h" { endpoints { "/b"; }; };
=> error ALREADY_EXISTS 3 <H> http 'H' is duplicated
=> error ALREADY_EXISTS 4 <h> http 'h' is duplicated
`);
});

describe("paths", () => {
  itSays(`
// paths that are absolute
http "h" {
  endpoints {
    "/dns-query";
    "/a/b/c";
    "/a/";
    "/a-b_c.d~e";
    "/%41%42";
    "/a:b@c";
    "/!$&'()*+,;=";
    "/";
  };
};
=> fine

// paths that are not
http "h" {
  endpoints {
    "dns-query";
    "";
    "//a";
    "/a b";
    "/%4";
    "/%zz";
    "/a?b";
    "/a#b";
    "/[a]";
  };
};
=> error VALUE 3 <endpoints> endpoint '' is not a valid absolute HTTP path
=> error VALUE 3 <endpoints> endpoint '/%zz' is not a valid absolute HTTP path
=> error VALUE 3 <endpoints> endpoint '//a' is not a valid absolute HTTP path
=> error VALUE 3 <endpoints> endpoint '/[a]' is not a valid absolute HTTP path
=> error VALUE 3 <endpoints> endpoint '/a b' is not a valid absolute HTTP path
=> error VALUE 3 <endpoints> endpoint '/a#b' is not a valid absolute HTTP path
=> error VALUE 3 <endpoints> endpoint '/a?b' is not a valid absolute HTTP path
=> error VALUE 3 <endpoints> endpoint 'dns-query' is not a valid absolute HTTP path

// an http statement with nothing in it
http "h" { };
=> fine

// an empty list of endpoints
http "h" { endpoints { }; };
=>9.18 fine
=>9.20 error ZONE_INCOMPLETE 2 <endpoints> empty 'endpoints' entry

// how many may listen and ask
http "h" {
  endpoints { "/q"; };
  listener-clients 10;
  streams-per-connection 10;
};
=> fine
`);
});

describe("certificates and versions", () => {
  itSays(`
// names of tls that named keeps for itself
tls "none" { };
tls "Ephemeral" { };
=> error ALREADY_EXISTS 2 <none> tls clause name 'none' is reserved for internal use
=> error ALREADY_EXISTS 3 <Ephemeral> tls clause name 'Ephemeral' is reserved for internal use

// twice the same, in other letters
tls "t" { };
tls "T" { };
=> error ALREADY_EXISTS 3 <T> tls clause 'T' is duplicated

// a key without a certificate, a certificate without a key
tls "t" { key-file "k"; };
tls "u" { cert-file "c"; };
tls "v" { cert-file "c"; key-file "k"; };
=> error ZONE_INCOMPLETE 2 <t> tls 't': 'cert-file' and 'key-file' must both be specified, or both omitted
=> error ZONE_INCOMPLETE 3 <u> tls 'u': 'cert-file' and 'key-file' must both be specified, or both omitted

// versions of TLS in any case
tls "t" { protocols { TLSv1.2; tlsv1.3; }; };
=> fine

// a version too old
tls "t" {
  protocols { TLSv1.1; TLSv1.3; };
};
=> error VALUE 3 <TLSv1.1> 'TLSv1.1' is not a valid TLS protocol version

// only old ones
tls "t" {
  protocols {
    TLSv1;
    SSLv3;
  };
};
=> error ZONE_INCOMPLETE 2 <t> tls 't' does not contain any valid TLS protocol versions definitions
=> error VALUE 4 <TLSv1> 'TLSv1' is not a valid TLS protocol version
=> error VALUE 5 <SSLv3> 'SSLv3' is not a valid TLS protocol version

// none
tls "t" { protocols { }; };
=> error ZONE_INCOMPLETE 2 <t> tls 't' does not contain any valid TLS protocol versions definitions

// one of them twice
tls "t" { protocols { TLSv1.2; TLSv1.2; }; };
=> error REDEFINED 2 <TLSv1.2> 'TLSv1.2' is specified more than once in 't'

// everything else that a tls may say
tls "t" {
  ca-file "ca.pem";
  ciphers "HIGH:!kRSA:!aNULL";
  dhparam-file "dh.pem";
  prefer-server-ciphers yes;
  remote-hostname "dns.example.org";
  session-tickets no;
};
=> fine

// suites of TLS 1.3 are told apart from 9.20 on
tls "t" { cipher-suites "TLS_AES_256_GCM_SHA384"; };
=>9.18 error NOT_IN_VERSION 2 <cipher-suites> unknown option 'cipher-suites'
=>9.20 fine

// who forwards over TLS: the list's own and one server's
tls "upstream" { remote-hostname "dns.example.org"; };
options {
  forward only;
  forwarders port 853 tls "upstream" { 192.0.2.1; 192.0.2.2 tls ephemeral; };
};
=>9.18 error NOT_IN_VERSION 5 <tls> '{' expected near 'tls'
=>9.20 fine

// the one of the list is not there
options { forwarders tls nowhere { 192.0.2.1; }; };
=>9.18 error NOT_IN_VERSION 2 <tls> '{' expected near 'tls'
=>9.20 error UNDEFINED_REFERENCE 2 <tls> tls 'nowhere' is not defined

// that of one server is not there
options { forwarders { 192.0.2.1 tls nowhere; }; };
=>9.18 error NOT_IN_VERSION 2 <tls> expected IP address near 'tls'
=>9.18 error NOT_IN_VERSION 2 <tls> missing ';' before 'tls'
=>9.18 error UNDEFINED_REFERENCE 2 <forwarders> tls 'nowhere' is not defined
=>9.20 error UNDEFINED_REFERENCE 2 <forwarders> tls 'nowhere' is not defined

// transfers over TLS
tls "t" { };
primaries "p" { 192.0.2.1 tls t; 192.0.2.2 tls ephemeral; };
zone "lan" {
  type secondary;
  primaries { p; 192.0.2.3 tls T; };
};
=> fine

// transfers over a tls that is not there
primaries "p" {
  192.0.2.1 tls nowhere;
};
zone "lan" {
  type secondary;
  primaries {
    p;
  };
};
=> error UNDEFINED_REFERENCE 3 <nowhere> tls 'nowhere' is not defined

// none is no tls for a transfer
zone "lan" { type secondary; primaries { 192.0.2.1 tls none; }; };
=> error UNDEFINED_REFERENCE 2 <none> tls 'none' is not defined
`);
});
