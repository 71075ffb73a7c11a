import { describe } from "vitest";
import { itSays } from "./transcript.fixture.ts";

/** `dnssec-policy` statements, as named-checkconf 9.18.49 and 9.20.30 judge them. */

describe("keys and their lives", () => {
  itSays(`
// a policy with a name of its own
dnssec-policy "strict" { };
=> fine

// names that are taken
dnssec-policy "default" { };
dnssec-policy "none" { };
=> error ALREADY_EXISTS 2 <default> dnssec-policy name may not be 'insecure', 'none', or 'default' (which are built-in policies)

// and in other letters are not
dnssec-policy "Default" { };
=> fine

// twice the same policy
dnssec-policy "strict" { };
dnssec-policy "strict" { };
=> error ALREADY_EXISTS 3 <strict> dnssec-policy: duplicately named policy found 'strict'

// a key for everything, with a life that does not end
dnssec-policy "p" { keys { csk lifetime unlimited algorithm ecdsap256sha256; }; };
=> fine

// two keys, by mnemonic and by number
dnssec-policy "p" {
  keys {
    ksk key-directory lifetime P1Y algorithm 13;
    zsk key-directory lifetime P60D algorithm ECDSAP256SHA256;
  };
};
=> fine

// a key for the other keys alone
dnssec-policy "p" {
  keys { ksk lifetime unlimited algorithm 13; };
};
=> error VALUE 3 <keys> dnssec-policy: algorithm 13 requires both KSK and ZSK roles

// of two algorithms, neither with both keys
dnssec-policy "p" {
  keys {
    ksk lifetime unlimited algorithm 13;
    zsk lifetime unlimited algorithm 14;
  };
};
=> error VALUE 3 <keys> dnssec-policy: algorithm 13 requires both KSK and ZSK roles
=> error VALUE 3 <keys> dnssec-policy: algorithm 14 requires both KSK and ZSK roles

// two of each
dnssec-policy "p" {
  keys {
    csk lifetime unlimited algorithm 13;
    ksk lifetime unlimited algorithm 13;
    zsk lifetime unlimited algorithm 13;
  };
};
=> warning VALUE 3 <keys> dnssec-policy: algorithm 13 has multiple keys with KSK role
=> warning VALUE 3 <keys> dnssec-policy: algorithm 13 has multiple keys with ZSK role

// a life of 29 days
dnssec-policy "p" { keys { csk lifetime P29D algorithm 13; }; };
=> warning VALUE 2 <csk> dnssec-policy: key lifetime is shorter than 30 days

// of 30 days
dnssec-policy "p" { keys { csk lifetime P30D algorithm 13; }; };
=> fine

// a key for zones lives longer than its rollover takes: nine days, two hours and more
dnssec-policy "p" {
  keys {
    ksk lifetime unlimited algorithm 13;
    zsk lifetime P10D algorithm 13;
  };
};
=>9.18 error VALUE 5 <zsk> dnssec-policy: key lifetime is shorter than the time it takes to do a rollover
=>9.18 warning VALUE 5 <zsk> dnssec-policy: key lifetime is shorter than 30 days
=>9.20 error VALUE 5 <zsk> dnssec-policy: failed to configure keys (failure)
=>9.20 error VALUE 5 <zsk> dnssec-policy: key lifetime is shorter than the time it takes to do a rollover
=>9.20 warning VALUE 5 <zsk> dnssec-policy: key lifetime is shorter than 30 days

// or not
dnssec-policy "p" {
  keys {
    ksk lifetime unlimited algorithm 13;
    zsk lifetime P10DT1H5M algorithm 13;
  };
};
=>9.18 error VALUE 5 <zsk> dnssec-policy: key lifetime is shorter than the time it takes to do a rollover
=>9.18 warning VALUE 5 <zsk> dnssec-policy: key lifetime is shorter than 30 days
=>9.20 error VALUE 5 <zsk> dnssec-policy: failed to configure keys (failure)
=>9.20 error VALUE 5 <zsk> dnssec-policy: key lifetime is shorter than the time it takes to do a rollover
=>9.20 warning VALUE 5 <zsk> dnssec-policy: key lifetime is shorter than 30 days

// a key for keys: a day for the parent, and two hours
dnssec-policy "p" {
  keys {
    ksk lifetime PT26H algorithm 13;
    zsk lifetime unlimited algorithm 13;
  };
};
=>9.18 error VALUE 4 <ksk> dnssec-policy: key lifetime is shorter than the time it takes to do a rollover
=>9.18 warning VALUE 4 <ksk> dnssec-policy: key lifetime is shorter than 30 days
=>9.20 error VALUE 4 <ksk> dnssec-policy: failed to configure keys (failure)
=>9.20 error VALUE 4 <ksk> dnssec-policy: key lifetime is shorter than the time it takes to do a rollover
=>9.20 warning VALUE 4 <ksk> dnssec-policy: key lifetime is shorter than 30 days

// a second more
dnssec-policy "p" {
  keys {
    ksk lifetime 93601 algorithm 13;
    zsk lifetime unlimited algorithm 13;
  };
};
=> warning VALUE 4 <ksk> dnssec-policy: key lifetime is shorter than 30 days

// the times of a policy shorten it
dnssec-policy "p" {
  parent-ds-ttl 3600;
  parent-propagation-delay 300;
  retire-safety 300;
  publish-safety 300;
  dnskey-ttl 300;
  zone-propagation-delay 60;
  keys {
    ksk lifetime 4201 algorithm 13;
    zsk lifetime unlimited algorithm 13;
  };
};
=> warning VALUE 10 <ksk> dnssec-policy: key lifetime is shorter than 30 days
`);
});

describe("algorithms, times and hashes", () => {
  itSays(`
// algorithms that there are not
dnssec-policy "p" {
  keys { csk lifetime unlimited algorithm rot13; };
};
=>9.18 error VALUE 3 <csk> dnssec-policy: bad algorithm rot13
=>9.20 error VALUE 3 <csk> dnssec-policy: bad algorithm rot13
=>9.20 error VALUE 3 <csk> dnssec-policy: failed to configure keys (bad algorithm)

// old algorithms
dnssec-policy "p" {
  keys { csk lifetime unlimited algorithm rsasha1; };
};
=> warning DEPRECATED_CLAUSE 3 <csk> dnssec-policy: DNSSEC algorithm rsasha1 is deprecated

// older ones
dnssec-policy "p" { keys { csk lifetime unlimited algorithm nsec3rsasha1 2048; }; };
=> warning DEPRECATED_CLAUSE 2 <csk> dnssec-policy: DNSSEC algorithm nsec3rsasha1 is deprecated

// lengths of RSA keys
dnssec-policy "p" { keys { csk lifetime unlimited algorithm rsasha256 1024; }; };
=> fine

// too short
dnssec-policy "p" { keys { csk lifetime unlimited algorithm rsasha512 1023; }; };
=>9.18 error VALUE 2 <csk> dnssec-policy: key with algorithm rsasha512 has invalid key length 1023
=>9.20 error VALUE 2 <csk> dnssec-policy: failed to configure keys (out of range)
=>9.20 error VALUE 2 <csk> dnssec-policy: key with algorithm rsasha512 has invalid key length 1023

// too long
dnssec-policy "p" { keys { csk lifetime unlimited algorithm rsasha256 4097; }; };
=>9.18 error VALUE 2 <csk> dnssec-policy: key with algorithm rsasha256 has invalid key length 4097
=>9.20 error VALUE 2 <csk> dnssec-policy: failed to configure keys (out of range)
=>9.20 error VALUE 2 <csk> dnssec-policy: key with algorithm rsasha256 has invalid key length 4097

// a length where there is only one
dnssec-policy "p" { keys { csk lifetime unlimited algorithm ed25519 256; }; };
=> warning VALUE 2 <csk> dnssec-policy: key algorithm ed25519 has predefined length; ignoring length value 256

// signatures: made anew at nine tenths at the latest
dnssec-policy "p" {
  signatures-validity P10D;
  signatures-validity-dnskey P10D;
  signatures-refresh P9D;
};
=> error VALUE 2 <p> dnssec-policy: policy 'p' signatures-refresh must be at most 90% of the signatures-validity
=> error VALUE 2 <p> dnssec-policy: policy 'p' signatures-refresh must be at most 90% of the signatures-validity-dnskey

// a second earlier
dnssec-policy "p" {
  signatures-validity P10D;
  signatures-validity-dnskey P10D;
  signatures-refresh 777599;
};
=> fine

// only those of keys
dnssec-policy "p" { signatures-validity-dnskey P5D; };
=> error VALUE 2 <p> dnssec-policy: policy 'p' signatures-refresh must be at most 90% of the signatures-validity-dnskey

// jitter up to the validity
dnssec-policy "p" { signatures-jitter P14D; };
=> fine

// and beyond
dnssec-policy "p" { signatures-jitter P14DT1S; };
=> error VALUE 2 <p> dnssec-policy: policy 'p' signatures-jitter cannot be larger than signatures-validity
=> error VALUE 2 <p> dnssec-policy: policy 'p' signatures-jitter cannot be larger than signatures-validity-dnskey

// hashed denials
dnssec-policy "p" {
  keys { csk lifetime unlimited algorithm 13; };
  nsec3param iterations 0 optout no salt-length 0;
};
=> fine

// salts of 255 octets at most
dnssec-policy "p" {
  keys { csk lifetime unlimited algorithm 13; };
  nsec3param salt-length 255;
};
=> fine

// an octet more
dnssec-policy "p" {
  keys { csk lifetime unlimited algorithm 13; };
  nsec3param salt-length 256;
};
=> error VALUE 4 <nsec3param> dnssec-policy: nsec3 salt length 256 too high

// hashed again and again
dnssec-policy "p" {
  keys { csk lifetime unlimited algorithm 13; };
  nsec3param iterations 150;
};
=>9.18 fine
=>9.20 error VALUE 4 <nsec3param> dnssec-policy: nsec3 iterations value 150 not allowed, must be zero

// too often
dnssec-policy "p" {
  keys { csk lifetime unlimited algorithm 13; };
  nsec3param iterations 151;
};
=>9.18 error VALUE 4 <nsec3param> dnssec-policy: nsec3 iterations value 151 out of range
=>9.20 error VALUE 4 <nsec3param> dnssec-policy: nsec3 iterations value 151 not allowed, must be zero

// algorithms from before hashed denials
dnssec-policy "p" {
  keys { csk lifetime unlimited algorithm rsasha1; };
  nsec3param;
};
=> warning DEPRECATED_CLAUSE 3 <csk> dnssec-policy: DNSSEC algorithm rsasha1 is deprecated
=> error VALUE 4 <nsec3param> dnssec-policy: cannot use nsec3 with algorithm 'RSASHA1'

// hashed, without keys of its own
dnssec-policy "p" { nsec3param iterations 5; };
=>9.18 fine
=>9.20 error VALUE 2 <nsec3param> dnssec-policy: nsec3 iterations value 5 not allowed, must be zero
`);
});
