import { describe, expect, it } from "vitest";
import { retellStart } from "../diagnostics.fixture.ts";

/** Lines of a Corefile and how CoreDNS 1.15.0 starts with them. */

describe("it starts", () => {
  it.each([
    "tls { acme a.test; resolver [::1]:53 } => starts",
    'tls { acme a.test; resolver "" } => starts',
    "tls { acme a.test; resolver dns.test:53 } => starts",
    "tls { acme *.A.Test. } => starts",
    "tls { acme a.test; ca HTTP://acme.test } => starts",
  ])("%s", (row) => expect(retellStart(row)).toBe(row));
});

describe("it does not, and says why", () => {
  it.each([
    "tls { acme a.test; ca } => Wrong argument count or unexpected line ending after 'ca'",
    'tls { ACME a.test } => unknown ACME option "ACME"',
    'tls { acme "" } => invalid ACME domain ""',
    'tls { acme a.test; resolver 1.1.1.1 } => invalid ACME resolver "1.1.1.1": address 1.1.1.1: missing port in address',
    'tls { acme a.test; resolver 1.1.1.1:0 } => invalid ACME resolver port "0"',
    'tls { acme a.test; resolver 1.1.1.1:65536 } => invalid ACME resolver port "65536"',
    'tls { acme a.test; resolver :53 } => invalid ACME resolver ":53": host is empty',
    'tls { acme a.test; resolver ::1:53 } => invalid ACME resolver "::1:53": address ::1:53: too many colons in address',
    'tls { acme a.test 192.0.2.1 } => invalid ACME domain "192.0.2.1"',
    'tls { acme 2001:db8::1 } => invalid ACME domain "2001:db8::1"',
    'tls { acme a.*.test } => invalid ACME domain "a.*.test"',
    'tls { acme *. } => invalid ACME domain "*"',
    'tls { acme . } => invalid ACME domain ""',
    'tls { acme a.test; ca acme.test/dir } => invalid ACME CA URL "acme.test/dir"',
    'tls { acme a.test; ca ftp://acme.test } => invalid ACME CA URL "ftp://acme.test"',
    'tls { acme a.test; ca https:// } => invalid ACME CA URL "https://"',
    "tls a b c d { } => Wrong argument count or unexpected line ending after 'd'",
  ])("%s", (row) => expect(retellStart(row)).toBe(row));
});
