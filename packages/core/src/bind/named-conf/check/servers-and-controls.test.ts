import { describe } from "vitest";
import { itSays } from "./transcript.fixture.ts";

/** `server` statements, keys behind addresses and `controls`, as named-checkconf 9.18.49 and 9.20.30 judge them. */

describe("servers", () => {
  itSays(`
// a server twice, written in two ways
server 192.0.2.1 { bogus yes; };
server 192.0.2.1/32 { bogus no; };
=> error ALREADY_EXISTS 3 <192.0.2.1/32> server '192.0.2.1/32': already exists

// thrice
server 192.0.2.1 { };
server 192.0.2.1 { };
server 192.0.2.1 { };
=> error ALREADY_EXISTS 3 <192.0.2.1> server '192.0.2.1/32': already exists
=> error ALREADY_EXISTS 4 <192.0.2.1> server '192.0.2.1/32': already exists

// a prefix and one in it are two
server 192.0.2.0/24 { };
server 192.0.2.0/25 { };
=> fine

// of both families, written in two ways
server 2001:db8::1 { };
server 2001:DB8:0:0::1/128 { };
server ::/0 { };
server 0.0.0.0/0 { };
=> error ALREADY_EXISTS 3 <2001:DB8:0:0::1/128> server '2001:db8::1/128': already exists

// one in the file and the same in a view
server 192.0.2.1 { };
view "inside" { server 192.0.2.1 { }; };
=> fine

// bits behind the prefix
server 192.0.2.1/24 { };
=> error PREFIX 2 <192.0.2.1/24> '192.0.2.1/24': address/prefix length mismatch '24'

// and of the other family
server 2001:db8::1/64 { };
=> error PREFIX 2 <2001:db8::1/64> '2001:db8::1/64': address/prefix length mismatch '64'

// sources of the other family
server 192.0.2.1 {
  query-source-v6 2001:db8::1;
  transfer-source-v6 2001:db8::1;
  notify-source-v6 2001:db8::1;
};
=> error CONFLICT 2 <192.0.2.1> server '192.0.2.1/32': notify-source-v6 not legal
=> error CONFLICT 2 <192.0.2.1> server '192.0.2.1/32': query-source-v6 not legal
=> error CONFLICT 2 <192.0.2.1> server '192.0.2.1/32': transfer-source-v6 not legal

// of its own family
server 2001:db8::1 {
  query-source-v6 2001:db8::2;
  transfer-source-v6 2001:db8::2;
  notify-source-v6 2001:db8::2;
};
=> fine

// the port that named listens at
server 2001:db8::1 {
  notify-source-v6 :: port 53;
};
=> error VALUE 3 <::> 'notify-source-v6' cannot specify the DNS listener port (53)
=> warning DEPRECATED_CLAUSE 3 <53> token 'port' is deprecated

// keys behind addresses: names that are names
key "transfer" { algorithm hmac-sha256; secret "c2VjcmV0"; };
primaries "p" { 192.0.2.1 key transfer; 192.0.2.2 port 5300 key "a.b"; };
=>9.18 fine
=>9.20 error UNDEFINED_REFERENCE 3 <a.b> key 'a.b' is not defined

// a name that is none, in a list that a zone uses
primaries "p" {
  192.0.2.1 key "a..b";
};
zone "lan" {
  type secondary;
  primaries {
    p;
  };
};
=> error NAME 3 <a..b> 'a..b' is not a valid name

// in a list that no zone uses nobody looks
primaries "p" { 192.0.2.1 key "a..b"; };
=>9.18 fine
=>9.20 error NAME 2 <a..b> 'a..b' is not a valid name

// a key behind the name of a list
primaries "p" { 192.0.2.1; };
zone "lan" { type secondary; primaries { p key k; }; };
=>9.18 error UNDEFINED_REFERENCE 3 <k> unexpected token 'k'
=>9.20 error UNDEFINED_REFERENCE 3 <k> key 'k' is not defined
`);
});

describe("controls and the rest", () => {
  itSays(`
// rndc's own key
key "rndc-key" { algorithm hmac-sha256; secret "c2VjcmV0"; };
controls {
  inet 127.0.0.1 port 953 allow { 127.0.0.1; } keys { "rndc-key"; };
  inet ::1 allow { localhost; } keys { "RNDC-KEY"; };
};
=> fine

// a key that rndc has not
controls {
  inet 127.0.0.1 allow { any; } keys {
    "rndc-key";
    "other";
  };
};
=> error UNDEFINED_REFERENCE 4 <rndc-key> unknown key 'rndc-key'
=> error UNDEFINED_REFERENCE 5 <other> unknown key 'other'

// a key in other words is another for rndc
key "rndc" { algorithm hmac-sha256; secret "c2VjcmV0"; };
controls { inet * allow { any; } keys { "rndc."; }; };
=> error UNDEFINED_REFERENCE 3 <rndc.> unknown key 'rndc.'

// nobody is let in, or nobody must prove anything
controls { };
controls { inet 127.0.0.1 allow { none; } keys { }; };
=> fine

// a socket in the file system: everybody, nobody, its owner
controls {
  unix "/run/a" perm 0666 owner 0 group 0;
};
=>9.18 warning VALUE 3 </run/a> unix control '/run/a' allows access to everyone
=>9.20 error REMOVED_CLAUSE 3 </run/a> unix control '/run/a': not supported

// by decimal
controls {
  unix "/run/b" perm 384 owner 0 group 0;
  unix "/run/c" perm 0 owner 0 group 0;
};
=>9.18 warning VALUE 4 </run/c> unix control '/run/c' allows access to nobody
=>9.20 error REMOVED_CLAUSE 3 </run/b> unix control '/run/b': not supported
=>9.20 error REMOVED_CLAUSE 4 </run/c> unix control '/run/c': not supported

// its key is not there
controls { inet 127.0.0.1 allow { any; } keys { "nothing"; }; };
=> error UNDEFINED_REFERENCE 2 <nothing> unknown key 'nothing'

// statistics for whoever is let in
statistics-channels { inet 127.0.0.1 port 8053 allow { nobody; }; };
=> fine

// a key that there is behind the name of a list
key "k" { algorithm hmac-sha256; secret "c2VjcmV0"; };
primaries "p" { 192.0.2.1; };
zone "lan" { type secondary; primaries { p key k; }; };
=>9.18 error UNDEFINED_REFERENCE 4 <k> unexpected token 'k'
=>9.20 fine

// a tls behind the name of a list
tls "t" { };
primaries "p" { 192.0.2.1; };
zone "lan" { type secondary; primaries { p tls t; }; };
=>9.18 error UNDEFINED_REFERENCE 4 <t> unexpected token 't'
=>9.20 fine

// the same door twice
controls {
  inet 127.0.0.1 allow { any; };
  inet 127.0.0.1 port 953 allow { none; };
  inet 127.0.0.1 port 954 allow { any; };
  inet ::1 port * allow { any; };
};
=>9.18 fine
=>9.20 error ALREADY_EXISTS 4 <inet> inet control socket '127.0.0.1#953': already defined,

// everybody by the address of nobody
controls { inet * allow { any; }; };
controls { inet 0.0.0.0 allow { any; }; };
=>9.18 fine
=>9.20 error ALREADY_EXISTS 3 <inet> inet control socket '0.0.0.0#953': already defined,

// whom no acl tells of
controls { inet * allow { nobody; }; };
=> error ACL_UNDEFINED 2 <nobody> undefined ACL 'nobody'

// who asks from neither family
options { query-source none; query-source-v6 none; };
=>9.18 error SYNTAX 2 <none> expected IPv4 address or '*' near 'none'
=>9.18 error SYNTAX 2 <none> expected IPv6 address or '*' near 'none'
=>9.20 error CONFLICT 2 <none> query-source and query-source-v6 can't be none at the same time.

// who asks from one
options { query-source none; };
=>9.18 error SYNTAX 2 <none> expected IPv4 address or '*' near 'none'
=>9.20 fine

// not in a server
server 192.0.2.1 { query-source none; };
=>9.18 error SYNTAX 2 <none> expected IPv4 address or '*' near 'none'
=>9.20 error VALUE 2 <none> 'none' is not a legal 'query-source' parameter in a server block

// in the zone's own list
zone "lan" {
  type secondary;
  primaries {
    192.0.2.3 key "..";
  };
};
=> error NAME 5 <..> '..' is not a valid name
`);
});
