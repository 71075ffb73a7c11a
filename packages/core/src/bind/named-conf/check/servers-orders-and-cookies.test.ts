import { describe } from "vitest";
import { itSays } from "./transcript.fixture.ts";

/** dual-stack-servers, rrset-order and cookie-secret, as named-checkconf 9.18.49 and 9.20.30 judge them. */

describe("names, ports and orders", () => {
  itSays(`
// servers for those who have only one family, by name or address
options {
  dual-stack-servers {
    "ns.example.org";
    "ns2.example.org" port 5300;
    192.0.2.1;
    2001:db8::1 port 53;
  };
};
=> fine

// a name that is none
options { dual-stack-servers { "a..b"; }; };
=> error NAME 2 <a..b> bad name 'a..b'

// ports beyond the last
options {
  dual-stack-servers port 65536 {
    "ns.example.org" port 65536;
    "ns.example.org" port 65535;
  };
};
=> error VALUE 3 <port> port '65536' out of range
=> error VALUE 4 <ns.example.org> port '65536' out of range

// the last port
options { dual-stack-servers port 65535 { 192.0.2.1; }; };
=> fine

// those of options are looked at once, whatever views there are
options { dual-stack-servers { "a..b"; }; };
view "inside" { };
view "outside" { dual-stack-servers port 70000 { "b..c"; }; };
=> error NAME 2 <a..b> bad name 'a..b'
=> error NAME 4 <b..c> bad name 'b..c'
=> error VALUE 4 <port> port '70000' out of range

// names without quotes
options { dual-stack-servers { ns.example.org; a..b; }; };
=> error NAME 2 <a..b> bad name 'a..b'

// the port of an address is read with it
options { dual-stack-servers { 192.0.2.1 port 70000; }; };
=> error VALUE 2 <70000> port number out of range near '70000'

// every algorithm and digest by its number
options {
  disable-algorithms "." { 0; 255; RSAMD5; DH; DSA; NSEC3DSA; ECCGOST; PRIVATEDNS; PRIVATEOID; INDIRECT; };
  disable-ds-digests "." { 0; 255; SHA384; gost; };
};
=> fine

// numbers that are none
options {
  disable-algorithms "." { 1x; ECC; DELETE; };
  disable-ds-digests "." { +1; 0x1; SHA; };
};
=> error VALUE 3 <1x> invalid algorithm '1x'
=> error VALUE 3 <DELETE> invalid algorithm 'DELETE'
=> error VALUE 3 <ECC> invalid algorithm 'ECC'
=> error VALUE 4 <+1> invalid digest type '+1'
=> error VALUE 4 <0x1> invalid digest type '0x1'
=> error VALUE 4 <SHA> invalid digest type 'SHA'

// aliases that no answer may have
options {
  deny-answer-aliases { "example.org"; } except-from { "lan"; };
};
=> fine

// the order of records by class, type and name
options {
  rrset-order { class IN type A name "*.lan" order random; order cyclic; };
};
=> fine

// what is no order
options {
  rrset-order {
    type NOPE order random;
    class NOPE order random;
    name "a..b" order random;
    order backwards;
    order fixed;
  };
};
=> error VALUE 4 <type> rrset-order: invalid type 'NOPE'
=> error VALUE 5 <class> rrset-order: invalid class 'NOPE'
=> error VALUE 6 <name> rrset-order: invalid name 'a..b'
=> error VALUE 7 <order> rrset-order: invalid order 'backwards'
=> warning NOT_COMPILED_IN 8 <order> rrset-order: order 'fixed' was disabled at compilation time

// of a view
view "inside" { rrset-order { order none; }; };
=> fine
`);
});

describe("secrets of cookies", () => {
  itSays(`
// cookies of 128 bits
options { cookie-secret "00112233445566778899aabbccddeeff"; };
=> fine

// several of them, old ones too
options {
  cookie-secret "00112233445566778899aabbccddeeff";
  cookie-secret "ffeeddccbbaa99887766554433221100";
};
=> fine

// too few bits
options { cookie-secret "0011223344556677"; };
=> error VALUE 2 <0011223344556677> SipHash-2-4 cookie-secret must be 128 bits

// an odd digit
options { cookie-secret "00112233445566778899aabbccddeef"; };
=> error VALUE 2 <00112233445566778899aabbccddeef> cookie-secret: invalid hex string

// not hexadecimal
options { cookie-secret "geheim"; };
=> error VALUE 2 <geheim> cookie-secret: invalid hex string

// 256 bits
options { cookie-secret "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"; };
=> error VALUE 2 <00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff> SipHash-2-4 cookie-secret must be 128 bits

// more than there is room for
options { cookie-secret "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff00"; };
=> error VALUE 2 <00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff00> cookie-secret: too long

// the other algorithm
options {
  cookie-algorithm aes;
  cookie-secret "0011";
};
=>9.18 warning DEPRECATED_CLAUSE 3 <aes> cookie-algorithm 'aes' is deprecated
=>9.18 error VALUE 4 <0011> AES cookie-secret must be 128 bits
=>9.20 error NOT_IN_VERSION 3 <aes> 'aes' unexpected
=>9.20 error VALUE 4 <0011> SipHash-2-4 cookie-secret must be 128 bits

// by its name
options {
  cookie-algorithm siphash24;
  cookie-secret "0011";
};
=> error VALUE 4 <0011> SipHash-2-4 cookie-secret must be 128 bits
`);
});
