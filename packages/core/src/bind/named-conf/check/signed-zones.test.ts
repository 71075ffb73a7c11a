import { describe } from "vitest";
import { itSays } from "./transcript.fixture.ts";

/** Zones that named signs itself, as named-checkconf 9.18.49 and 9.20.30 judge them. */

describe("who signs, by which policy", () => {
  itSays(`
// a zone signed by the default policy
zone "lan" { type primary; file "lan.db"; dnssec-policy default; inline-signing yes; };
=> fine

// who signs must change its own copy of the zone
zone "lan" {
  type primary;
  file "lan.db";
  dnssec-policy default;
};
=>9.18 error CONFLICT 5 <default> 'inline-signing yes;' must also be configured explicitly for zones using dnssec-policy without a configured 'allow-update' or 'update-policy'. See https://kb.isc.org/docs/dnssec-policy-requires-dynamic-dns-or-inline-signing
=>9.20 fine

// the policy of options, for each zone
options { dnssec-policy "insecure"; };
zone "lan" { type primary; file "lan.db"; };
=>9.18 error CONFLICT 2 <insecure> 'inline-signing yes;' must also be configured explicitly for zones using dnssec-policy without a configured 'allow-update' or 'update-policy'. See https://kb.isc.org/docs/dnssec-policy-requires-dynamic-dns-or-inline-signing
=>9.20 fine

// a zone that does without
options { dnssec-policy default; };
zone "lan" { type primary; file "lan.db"; dnssec-policy none; };
=> fine

// a copy that is signed here
zone "lan" {
  type secondary;
  primaries { 192.0.2.1; };
  file "lan.db";
  dnssec-policy default;
};
=>9.18 error CONFLICT 6 <default> 'inline-signing yes;' must also be configured explicitly for zones using dnssec-policy. See https://kb.isc.org/docs/dnssec-policy-requires-dynamic-dns-or-inline-signing
=>9.20 fine

// updates change the zone already, for now
zone "lan" {
  type primary;
  file "lan.db";
  dnssec-policy default;
  allow-update { 192.0.2.0/24; };
};
=>9.18 warning CONFLICT 2 <lan> 'inline-signing' default changed to 'yes' in 9.20. Before upgrading, explicitly set 'inline-signing no;' to your dnssec-policy or zone configuration
=>9.20 fine

// updates by rules
zone "lan" {
  type primary;
  file "lan.db";
  dnssec-policy default;
  inline-signing no;
  update-policy local;
};
=> fine

// a list that admits nobody is no update
zone "lan" {
  type primary;
  file "lan.db";
  dnssec-policy default;
  allow-update { none; };
};
=>9.18 error CONFLICT 5 <default> 'inline-signing yes;' must also be configured explicitly for zones using dnssec-policy without a configured 'allow-update' or 'update-policy'. See https://kb.isc.org/docs/dnssec-policy-requires-dynamic-dns-or-inline-signing
=>9.20 fine

// nor is a list of nothing
zone "lan" {
  type primary;
  file "lan.db";
  dnssec-policy default;
  allow-update { };
};
=>9.18 warning CONFLICT 2 <lan> 'inline-signing' default changed to 'yes' in 9.20. Before upgrading, explicitly set 'inline-signing no;' to your dnssec-policy or zone configuration
=>9.20 fine

// a policy that there is not
zone "lan" { type primary; file "lan.db"; dnssec-policy "strict"; };
=> error UNDEFINED_REFERENCE 2 <lan> zone 'lan': option 'dnssec-policy strict' has no matching dnssec-policy config

// in other letters it is another
dnssec-policy "strict" { };
zone "lan" { type primary; file "lan.db"; dnssec-policy "Strict"; inline-signing yes; };
=> error UNDEFINED_REFERENCE 3 <lan> zone 'lan': option 'dnssec-policy Strict' has no matching dnssec-policy config

// that of a view
dnssec-policy "strict" { };
view "inside" {
  dnssec-policy "lax";
  zone "lan" { type primary; file "lan.db"; };
  zone "lab" { type primary; file "lab.db"; dnssec-policy "strict"; inline-signing yes; };
};
=> error UNDEFINED_REFERENCE 5 <lan> zone 'lan': option 'dnssec-policy lax' has no matching dnssec-policy config

// a forwarding zone inherits it too
options { dnssec-policy "strict"; };
zone "lan" { type forward; forwarders { 192.0.2.1; }; };
=> error UNDEFINED_REFERENCE 3 <lan> zone 'lan': option 'dnssec-policy strict' has no matching dnssec-policy config
`);
});

describe("what a policy replaces", () => {
  itSays(`
// lifetimes are the policy's
zone "lan" {
  type primary;
  file "lan.db";
  dnssec-policy default;
  inline-signing yes;
  max-zone-ttl 1d;
};
=>9.18 warning CONFLICT 7 <max-zone-ttl> zone 'lan': option 'max-zone-ttl' is ignored when used together with 'dnssec-policy'
=>9.20 error CONFLICT 7 <max-zone-ttl> zone 'lan': option 'max-zone-ttl' cannot be used together with 'dnssec-policy'
=>9.20 warning DEPRECATED_CLAUSE 7 <max-zone-ttl> option 'max-zone-ttl' is deprecated

// so for those of options
options {
  max-zone-ttl 1d;
};
zone "lan" { type primary; file "lan.db"; dnssec-policy default; inline-signing yes; };
zone "lab" { type primary; file "lab.db"; };
=>9.18 warning CONFLICT 3 <max-zone-ttl> zone 'lan': option 'max-zone-ttl' is ignored when used together with 'dnssec-policy'
=>9.20 error CONFLICT 3 <max-zone-ttl> zone 'lan': option 'max-zone-ttl' cannot be used together with 'dnssec-policy'
=>9.20 warning DEPRECATED_CLAUSE 3 <max-zone-ttl> option 'max-zone-ttl' is deprecated

// what the policy replaces
zone "lan" {
  type primary;
  file "lan.db";
  dnssec-policy default;
  inline-signing yes;
  auto-dnssec maintain;
  dnskey-sig-validity 10;
  dnssec-dnskey-kskonly yes;
  dnssec-loadkeys-interval 60;
  dnssec-secure-to-insecure yes;
  dnssec-update-mode maintain;
  sig-validity-interval 10;
  update-check-ksk yes;
};
=>9.18 error CONFLICT 7 <maintain> 'auto-dnssec maintain;' cannot be configured if dnssec-policy is also set
=>9.18 warning DEPRECATED_CLAUSE 7 <auto-dnssec> option 'auto-dnssec' is deprecated
=>9.18 warning DEPRECATED_CLAUSE 7 <maintain> 'auto-dnssec' option is deprecated and will be removed in BIND 9.19. Please migrate to dnssec-policy
=>9.18 error CONFLICT 8 <dnskey-sig-validity> dnskey-sig-validity: cannot be configured if dnssec-policy is also set
=>9.18 error CONFLICT 9 <dnssec-dnskey-kskonly> dnssec-dnskey-kskonly: cannot be configured if dnssec-policy is also set
=>9.18 error CONFLICT 11 <dnssec-secure-to-insecure> dnssec-secure-to-insecure: cannot be configured if dnssec-policy is also set
=>9.18 error CONFLICT 12 <dnssec-update-mode> dnssec-update-mode: cannot be configured if dnssec-policy is also set
=>9.18 error CONFLICT 13 <sig-validity-interval> sig-validity-interval: cannot be configured if dnssec-policy is also set
=>9.18 error CONFLICT 14 <update-check-ksk> update-check-ksk: cannot be configured if dnssec-policy is also set
=>9.20 error REMOVED_CLAUSE 7 <auto-dnssec> option 'auto-dnssec' no longer exists
=>9.20 warning OBSOLETE_CLAUSE 8 <dnskey-sig-validity> option 'dnskey-sig-validity' is obsolete and should be removed
=>9.20 warning OBSOLETE_CLAUSE 9 <dnssec-dnskey-kskonly> option 'dnssec-dnskey-kskonly' is obsolete and should be removed
=>9.20 warning OBSOLETE_CLAUSE 11 <dnssec-secure-to-insecure> option 'dnssec-secure-to-insecure' is obsolete and should be removed
=>9.20 warning OBSOLETE_CLAUSE 12 <dnssec-update-mode> option 'dnssec-update-mode' is obsolete and should be removed
=>9.20 warning OBSOLETE_CLAUSE 13 <sig-validity-interval> option 'sig-validity-interval' is obsolete and should be removed
=>9.20 warning OBSOLETE_CLAUSE 14 <update-check-ksk> option 'update-check-ksk' is obsolete and should be removed

// a policy of options replaces it as well
options { dnssec-policy default; };
zone "lan" {
  type primary;
  file "lan.db";
  inline-signing yes;
  update-check-ksk yes;
  sig-validity-interval 10;
};
=>9.18 error CONFLICT 7 <update-check-ksk> update-check-ksk: cannot be configured if dnssec-policy is also set
=>9.20 warning OBSOLETE_CLAUSE 7 <update-check-ksk> option 'update-check-ksk' is obsolete and should be removed
=>9.20 warning OBSOLETE_CLAUSE 8 <sig-validity-interval> option 'sig-validity-interval' is obsolete and should be removed

// without a policy all of it may stand
zone "lan" {
  type primary;
  file "lan.db";
  inline-signing yes;
  dnskey-sig-validity 10;
  dnssec-dnskey-kskonly yes;
  dnssec-loadkeys-interval 60;
  dnssec-secure-to-insecure yes;
  dnssec-update-mode maintain;
  update-check-ksk yes;
};
=>9.18 fine
=>9.20 warning OBSOLETE_CLAUSE 6 <dnskey-sig-validity> option 'dnskey-sig-validity' is obsolete and should be removed
=>9.20 warning OBSOLETE_CLAUSE 7 <dnssec-dnskey-kskonly> option 'dnssec-dnskey-kskonly' is obsolete and should be removed
=>9.20 warning OBSOLETE_CLAUSE 9 <dnssec-secure-to-insecure> option 'dnssec-secure-to-insecure' is obsolete and should be removed
=>9.20 warning OBSOLETE_CLAUSE 10 <dnssec-update-mode> option 'dnssec-update-mode' is obsolete and should be removed
=>9.20 warning OBSOLETE_CLAUSE 11 <update-check-ksk> option 'update-check-ksk' is obsolete and should be removed

// a copy must sign to have it
zone "lan" {
  type secondary;
  primaries { 192.0.2.1; };
  file "lan.db";
  dnssec-dnskey-kskonly yes;
  dnssec-loadkeys-interval 60;
  update-check-ksk no;
};
=>9.18 error CONFLICT 6 <dnssec-dnskey-kskonly> dnssec-dnskey-kskonly: requires inline-signing when used in secondary zone
=>9.18 error CONFLICT 7 <dnssec-loadkeys-interval> dnssec-loadkeys-interval: requires inline-signing when used in secondary zone
=>9.18 error CONFLICT 8 <update-check-ksk> update-check-ksk: requires inline-signing when used in secondary zone
=>9.20 warning OBSOLETE_CLAUSE 6 <dnssec-dnskey-kskonly> option 'dnssec-dnskey-kskonly' is obsolete and should be removed
=>9.20 error CONFLICT 7 <dnssec-loadkeys-interval> dnssec-loadkeys-interval: requires inline-signing when used in secondary zone
=>9.20 warning OBSOLETE_CLAUSE 8 <update-check-ksk> option 'update-check-ksk' is obsolete and should be removed

// a copy that signs
zone "lan" {
  type secondary;
  primaries { 192.0.2.1; };
  file "lan.db";
  inline-signing yes;
  dnssec-dnskey-kskonly yes;
  dnssec-loadkeys-interval 60;
  update-check-ksk no;
};
=>9.18 fine
=>9.20 warning OBSOLETE_CLAUSE 7 <dnssec-dnskey-kskonly> option 'dnssec-dnskey-kskonly' is obsolete and should be removed
=>9.20 warning OBSOLETE_CLAUSE 9 <update-check-ksk> option 'update-check-ksk' is obsolete and should be removed

// keys that are looked after by hand
zone "lan" { type primary; file "lan.db"; auto-dnssec maintain; inline-signing yes; };
=>9.18 warning DEPRECATED_CLAUSE 2 <auto-dnssec> option 'auto-dnssec' is deprecated
=>9.18 warning DEPRECATED_CLAUSE 2 <maintain> 'auto-dnssec' option is deprecated and will be removed in BIND 9.19. Please migrate to dnssec-policy
=>9.20 error REMOVED_CLAUSE 2 <auto-dnssec> option 'auto-dnssec' no longer exists

// by hand needs a zone that can change
zone "lan" { type primary; file "lan.db"; auto-dnssec allow; };
zone "lab" { type secondary; primaries { 192.0.2.1; }; file "lab.db"; auto-dnssec maintain; };
=>9.18 error CONFLICT 2 <allow> 'auto-dnssec allow;' requires dynamic DNS or inline-signing to be configured for the zone
=>9.18 warning DEPRECATED_CLAUSE 2 <allow> 'auto-dnssec' option is deprecated and will be removed in BIND 9.19. Please migrate to dnssec-policy
=>9.18 warning DEPRECATED_CLAUSE 2 <auto-dnssec> option 'auto-dnssec' is deprecated
=>9.18 error CONFLICT 3 <maintain> 'auto-dnssec maintain;' requires inline-signing to be configured for the zone
=>9.18 warning DEPRECATED_CLAUSE 3 <auto-dnssec> option 'auto-dnssec' is deprecated
=>9.18 warning DEPRECATED_CLAUSE 3 <maintain> 'auto-dnssec' option is deprecated and will be removed in BIND 9.19. Please migrate to dnssec-policy
=>9.20 error REMOVED_CLAUSE 2 <auto-dnssec> option 'auto-dnssec' no longer exists
=>9.20 error REMOVED_CLAUSE 3 <auto-dnssec> option 'auto-dnssec' no longer exists

// switched off
zone "lan" { type primary; file "lan.db"; auto-dnssec off; };
=>9.18 warning DEPRECATED_CLAUSE 2 <auto-dnssec> option 'auto-dnssec' is deprecated
=>9.18 warning DEPRECATED_CLAUSE 2 <off> 'auto-dnssec' option is deprecated and will be removed in BIND 9.19. Please migrate to dnssec-policy
=>9.20 error REMOVED_CLAUSE 2 <auto-dnssec> option 'auto-dnssec' no longer exists

// the keys of a zone in one place, by two policies
view "inside" {
  zone "lan" { type primary; file "a.db"; dnssec-policy default; inline-signing yes; };
};
view "outside" {
  zone "lan" { type primary; file "b.db"; dnssec-policy insecure; inline-signing yes; };
};
=>9.18 error CONFLICT 6 <lan> key-directory 'lan/(null)' already in use by zone lan with policy default
=>9.20 error CONFLICT 6 <lan> key-directory 'lan/.' already in use by zone lan with policy default

// by the same policy
view "inside" { zone "lan" { type primary; file "a.db"; dnssec-policy default; inline-signing yes; }; };
view "outside" { zone "lan" { type primary; file "b.db"; dnssec-policy default; inline-signing yes; }; };
=> fine
`);
});
