import { describe } from "vitest";
import { itSays } from "./transcript.fixture.ts";

/** `update-policy`, as named-checkconf 9.18.49 and 9.20.30 judge it. */

describe("rules", () => {
  itSays(`
// who may update what: each type of match
zone "lan" {
  type primary;
  file "lan.db";
  update-policy {
    grant key.lan name www.lan A AAAA;
    grant key.lan subdomain lan ANY;
    grant key.lan wildcard *.lan TXT;
    grant key.lan zonesub ANY;
    grant key.lan self key.lan;
    grant * selfsub .;
    deny key.lan selfwild . A;
    grant LAN krb5-self . A;
    grant LAN krb5-selfsub . A;
    grant LAN krb5-subdomain lan. A;
    grant LAN ms-self . A;
    grant LAN ms-selfsub . A;
    grant LAN ms-subdomain lan. A;
    grant LAN ms-subdomain-self-rhs lan. SRV;
    grant LAN krb5-subdomain-self-rhs lan. SRV;
    grant * tcp-self . PTR(1);
    grant * 6to4-self . NS;
    grant "local:/run/x" external * A;
  };
};
=> fine

// by whoever stands on this machine
zone "lan" { type primary; file "lan.db"; update-policy local; };
=> fine

// a type of match that there is not
zone "lan" {
  type primary;
  file "lan.db";
  update-policy { grant key.lan everything .; };
};
=> error VALUE 5 <key.lan> 'everything' unexpected

// the identity is a name
zone "lan" { type primary; file "lan.db"; update-policy { grant a..b name www.lan A; }; };
=> error VALUE 2 <a..b> 'a..b' is not a valid name

// so is what it may change
zone "lan" { type primary; file "lan.db"; update-policy { grant key.lan name a..b A; }; };
=> error VALUE 2 <key.lan> 'a..b' is not a valid name

// itself, or the root for itself
zone "lan" {
  type primary;
  file "lan.db";
  update-policy {
    grant key.lan self other.lan A;
    grant key.lan selfsub lan A;
    grant key.lan selfwild *.lan A;
    grant key.lan self KEY.LAN. A;
  };
};
=> error VALUE 6 <key.lan> identity and name fields are not the same
=> error VALUE 7 <key.lan> identity and name fields are not the same
=> error VALUE 8 <key.lan> identity and name fields are not the same

// for machines of a realm the name is the root
zone "lan" {
  type primary;
  file "lan.db";
  update-policy {
    grant LAN krb5-self lan A;
    grant LAN ms-selfsub lan A;
    grant * tcp-self lan PTR;
    grant * 6to4-self lan NS;
  };
};
=> error VALUE 6 <LAN> name field not set to placeholder value '.'
=> error VALUE 7 <LAN> name field not set to placeholder value '.'
=> error VALUE 8 <*> name field not set to placeholder value '.'
=> error VALUE 9 <*> name field not set to placeholder value '.'

// a wildcard is written as one
zone "lan" {
  type primary;
  file "lan.db";
  update-policy { grant key.lan wildcard www.lan A; };
};
=> error VALUE 5 <key.lan> 'www.lan' is not a wildcard

// a type where the name was forgotten
zone "lan" {
  type primary;
  file "lan.db";
  update-policy {
    grant key.lan name A;
    grant key.lan subdomain ANY TXT;
    grant key.lan zonesub A;
  };
};
=> error VALUE 6 <key.lan> missing name field type 'A' found
=> error VALUE 7 <key.lan> missing name field type 'ANY' found

// types that there are not
zone "lan" {
  type primary;
  file "lan.db";
  update-policy {
    grant key.lan name www.lan A NOPE;
    grant key.lan zonesub NOPE;
    grant key.lan name www.lan TYPE65280;
  };
};
=> error VALUE 6 <NOPE> 'NOPE' is not a valid type
=> error VALUE 7 <NOPE> 'NOPE' is not a valid type

// how many records of a type there may be
zone "lan" {
  type primary;
  file "lan.db";
  update-policy { grant key.lan name www.lan A(1) TXT(65535) AAAA(0); };
};
=> fine

// counts that are none
zone "lan" {
  type primary;
  file "lan.db";
  update-policy { grant key.lan name www.lan A(65536) TXT(x) AAAA() MX(1; };
};
=> error VALUE 5 <A(65536)> '(65536)' is not a valid count
=> error VALUE 5 <MX(1> '(1' is not a valid count
=> error VALUE 5 <TXT(x)> '(x)' is not a valid count
`);
});
