import { describe } from "vitest";
import { itSays } from "./transcript.fixture.ts";

/** `key` statements, as named-checkconf 9.18.49 and 9.20.30 judge them. */

describe("algorithms and secrets", () => {
  itSays(`
// every hash, each with half of its bits
key "a" { algorithm hmac-md5-64; secret "c2VjcmV0"; };
key "b" { algorithm hmac-sha1-80; secret "c2VjcmV0"; };
key "c" { algorithm hmac-sha224-112; secret "c2VjcmV0"; };
key "d" { algorithm hmac-sha256-128; secret "c2VjcmV0"; };
key "e" { algorithm hmac-sha384-192; secret "c2VjcmV0"; };
key "f" { algorithm hmac-sha512-256; secret "c2VjcmV0"; };
=> warning VALUE 2 <hmac-md5-64> key 'a' digest-bits too small [<64]

// all of its bits
key "b" { algorithm HMAC-SHA1-160; secret "c2VjcmV0"; };
key "c" { algorithm hmac-sha224-224; secret "c2VjcmV0"; };
key "e" { algorithm hmac-sha384-384; secret "c2VjcmV0"; };
key "f" { algorithm hmac-sha512-512; secret "c2VjcmV0"; };
=> fine

// eight bits fewer than half
key "a" { algorithm hmac-sha1-72; secret "c2VjcmV0"; };
key "b" { algorithm hmac-sha224-104; secret "c2VjcmV0"; };
key "c" { algorithm hmac-sha512-248; secret "c2VjcmV0"; };
key "d" { algorithm hmac-md5-72; secret "c2VjcmV0"; };
=> warning VALUE 2 <hmac-sha1-72> key 'a' digest-bits too small [<80]
=> warning VALUE 3 <hmac-sha224-104> key 'b' digest-bits too small [<112]
=> warning VALUE 4 <hmac-sha512-248> key 'c' digest-bits too small [<256]
=> warning VALUE 5 <hmac-md5-72> key 'd' digest-bits too small [<64]

// more bits than MD5 has
key "a" { algorithm hmac-md5-136; secret "c2VjcmV0"; };
=> error VALUE 2 <hmac-md5-136> key 'a' digest-bits too large [64..128]

// more bits than SHA-1 has
key "b" { algorithm hmac-sha1-168; secret "c2VjcmV0"; };
=> error VALUE 2 <hmac-sha1-168> key 'b' digest-bits too large [80..160]

// more bits than any
key "c" { algorithm hmac-sha256-70000; secret "c2VjcmV0"; };
=> error VALUE 2 <hmac-sha256-70000> key 'c' digest-bits too large [128..256]

// the old name of MD5
key "a" { algorithm hmac-md5.sig-alg.reg.int; secret "c2VjcmV0"; };
key "b" { algorithm HMAC-MD5.SIG-ALG.REG.INT.; secret "c2VjcmV0"; };
=> fine

// cut, it is none
key "a" { algorithm hmac-md5.sig-alg.reg.int-64; secret "c2VjcmV0"; };
=> error VALUE 2 <hmac-md5.sig-alg.reg.int-64> unknown algorithm 'hmac-md5.sig-alg.reg.int-64'

// an algorithm of another kind
key "a" { algorithm gss-tsig; secret "c2VjcmV0"; };
=> error VALUE 2 <gss-tsig> unknown algorithm 'gss-tsig'

// a hash with a letter too many
key "b" { algorithm hmac-sha256x; secret "c2VjcmV0"; };
=> error VALUE 2 <hmac-sha256x> unknown algorithm 'hmac-sha256x'

// a hash that is not said
key "c" { algorithm hmac; secret "c2VjcmV0"; };
=> error VALUE 2 <hmac> unknown algorithm 'hmac'

// bits that are no number
key "a" { algorithm hmac-sha256-x; secret "c2VjcmV0"; };
=> error VALUE 2 <hmac-sha256-x> key 'a': unable to parse digest-bits

// no bits
key "b" { algorithm hmac-sha256-; secret "c2VjcmV0"; };
=> error VALUE 2 <hmac-sha256-> key 'b': unable to parse digest-bits

// bits of bits
key "c" { algorithm hmac-sha256-128-128; secret "c2VjcmV0"; };
=> error VALUE 2 <hmac-sha256-128-128> key 'c': unable to parse digest-bits

// not a whole number of octets
key "a" { algorithm hmac-sha256-129; secret "c2VjcmV0"; };
=> error VALUE 2 <hmac-sha256-129> key 'a' digest-bits not multiple of 8

// a key without its secret
key "a" { algorithm hmac-sha256; };
=> error ZONE_INCOMPLETE 2 <a> key 'a' must have both 'secret' and 'algorithm' defined

// without its algorithm
key "b" { secret "c2VjcmV0"; };
=> error ZONE_INCOMPLETE 2 <b> key 'b' must have both 'secret' and 'algorithm' defined

// without either
key "c" { };
=> error ZONE_INCOMPLETE 2 <c> key 'c' must have both 'secret' and 'algorithm' defined

// a secret that ends too early
key "a" { algorithm hmac-sha256; secret "c2VjcmV"; };
=> error VALUE 2 <c2VjcmV> bad secret 'bad base64 encoding'

// one that begins at its end
key "b" { algorithm hmac-sha256; secret "=c2VjcmV0"; };
=> error VALUE 2 <=c2VjcmV0> bad secret 'bad base64 encoding'

// one that ends too often
key "c" { algorithm hmac-sha256; secret "c2VjcmV0c2VjcmV0c2Vjc==="; };
=> error VALUE 2 <c2VjcmV0c2VjcmV0c2Vjc===> bad secret 'bad base64 encoding'

// a secret in pieces, and an empty one
key "a" { algorithm hmac-sha256; secret "c2Vj cmV0"; };
key "b" { algorithm hmac-sha256; secret ""; };
=> fine

// a bad secret is found before a bad algorithm
key "a" { algorithm rot13; secret "!"; };
=> error VALUE 2 <!> bad secret 'bad base64 encoding'
`);
});

describe("names", () => {
  itSays(String.raw`
// the same name in other letters, with a dot, and with an escape
key "transfer" { algorithm hmac-sha256; secret "c2VjcmV0"; };
key "TRANSFER" { algorithm hmac-sha256; secret "c2VjcmV0"; };
key "transfer." { algorithm hmac-sha256; secret "c2VjcmV0"; };
key "tr\097nsfer" { algorithm hmac-sha256; secret "c2VjcmV0"; };
=> error ALREADY_EXISTS 3 <TRANSFER> key 'TRANSFER': already exists
=> error ALREADY_EXISTS 4 <transfer.> key 'transfer.': already exists
=> error ALREADY_EXISTS 5 <tr\097nsfer> key 'tr\097nsfer': already exists

// a key of a view beside that of the file
key "transfer" { algorithm hmac-sha256; secret "c2VjcmV0"; };
view "inside" {
  key "transfer" { algorithm hmac-sha256; secret "c2VjcmV0"; };
};
=> error ALREADY_EXISTS 4 <transfer> key 'transfer': already exists

// keys of two views do not meet
view "inside" { key "transfer" { algorithm hmac-sha256; secret "c2VjcmV0"; }; };
view "outside" { key "transfer" { algorithm hmac-sha256; secret "c2VjcmV0"; }; };
=> fine

// names of keys with an empty label
key "a..b" { algorithm hmac-sha256; secret "c2VjcmV0"; };
=> error NAME 2 <a..b> key 'a..b': bad key name

// a server's key
key "transfer" { algorithm hmac-sha256; secret "c2VjcmV0"; };
server 192.0.2.1 { keys "Transfer."; };
server 192.0.2.2 { keys { transfer; }; };
=> fine

// a key that is not there
server 192.0.2.1 { keys "nothing"; };
=> error UNDEFINED_REFERENCE 2 <nothing> unknown key 'nothing'

// in braces
server 192.0.2.1 { keys { nothing; }; };
=> error UNDEFINED_REFERENCE 2 <keys> unknown key 'nothing'

// a name that is none
server 192.0.2.1 { keys "a..b"; };
=> error NAME 2 <a..b> bad key name 'a..b'

// a key of the view, used in the view
view "inside" {
  key "transfer" { algorithm hmac-sha256; secret "c2VjcmV0"; };
  server 192.0.2.1 { keys transfer; };
};
=> fine

// a key of the file, used in the view
key "transfer" { algorithm hmac-sha256; secret "c2VjcmV0"; };
view "inside" {
  server 192.0.2.1 { keys transfer; };
};
=> fine

// a key of the view, used outside of it
server 192.0.2.1 { keys transfer; };
view "inside" {
  key "transfer" { algorithm hmac-sha256; secret "c2VjcmV0"; };
};
=> fine

// a view with servers of its own does not look at those of the file
server 192.0.2.1 { keys nothing; };
view "inside" {
  server 192.0.2.2 { bogus yes; };
};
=> fine
`);
});
