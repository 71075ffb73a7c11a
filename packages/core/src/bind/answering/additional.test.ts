import { describe } from "vitest";
import { type AnswerRow, checkAnswers } from "../fixtures/answer-table.fixture.ts";
import { World } from "../fixtures/world.fixture.ts";
import { confOf, FILES } from "./additional.fixture.ts";

/** What named 9.18.49 and 9.20.30, which agree here, put into the additional section; what leads where stands in `additionaldata_*` of lib/dns/rdata. */
const GLUE = "AD ns.lan. 300 A 10.0.0.1";
const MAIL = "AD mail.lan. 300 A 10.0.0.2\nAD mail.lan. 300 AAAA 2001:db8::2";

function check(more: string, rows: readonly AnswerRow[]): void {
  checkAnswers((version) => new World(confOf(more), {}, { files: FILES, version }), rows);
}

describe("what a record leads to", () => {
  check("", [
    ["MX: both families", "lan MX", `NOERROR aa ra\nAN lan. 300 MX 10 mail.lan.\n${MAIL}`],
    [
      "two hosts, one of them a server of the zone",
      "two.lan MX",
      `NOERROR aa ra
       AN two.lan. 300 MX 10 mail.lan.
       AN two.lan. 300 MX 20 ns.lan.
       ${MAIL}
       ${GLUE}`,
    ],
    ["a host of another local zone: none", "out.lan MX", "NOERROR aa ra\nAN out.lan. 300 MX 10 www.other."],
    ["a host of nobody here: none", "ext.lan MX", "NOERROR aa ra\nAN ext.lan. 300 MX 10 www.ext."],
    ["a null MX", "null.lan MX", "NOERROR aa ra\nAN null.lan. 300 MX 0 ."],
    [
      "a host by a wildcard",
      "wild.lan MX",
      `NOERROR aa ra
       AN wild.lan. 300 MX 10 any.star.lan.
       AD any.star.lan. 300 A 10.0.0.3`,
    ],
    ["a host that is an alias: none", "toalias.lan MX", "NOERROR aa ra\nAN toalias.lan. 300 MX 10 alias.lan."],
    ["a host below a cut: none", "below.lan MX", "NOERROR aa ra\nAN below.lan. 300 MX 10 host.cut.lan."],
    ["a host that is not there", "gone.lan MX", "NOERROR aa ra\nAN gone.lan. 300 MX 10 nothere.lan."],
    [
      "with the certificate of port 25",
      "secured.lan MX",
      `NOERROR aa ra
       AN secured.lan. 300 MX 10 smtp.lan.
       AD _25._tcp.smtp.lan. 300 TLSA 3 1 1 00FF
       AD smtp.lan. 300 A 10.0.0.13`,
    ],
    [
      "SRV: the address and the port's certificate",
      "_sip._tcp.lan SRV",
      `NOERROR aa ra
       AN _sip._tcp.lan. 300 SRV 0 0 5060 sip.lan.
       AD _5060._tcp.sip.lan. 300 TLSA 3 1 1 00FF
       AD sip.lan. 300 A 10.0.0.8`,
    ],
    ["SRV without a service", "_sip._udp.lan SRV", "NOERROR aa ra\nAN _sip._udp.lan. 300 SRV 0 0 5060 ."],
    [
      "two SRV",
      "_ldap._tcp.lan SRV",
      `NOERROR aa ra
       AN _ldap._tcp.lan. 300 SRV 0 0 389 mail.lan.
       AN _ldap._tcp.lan. 300 SRV 0 0 389 sip.lan.
       ${MAIL}
       AD sip.lan. 300 A 10.0.0.8`,
    ],
    [
      "HTTPS in service form: the address alone",
      "web.lan HTTPS",
      `NOERROR aa ra
       AN web.lan. 300 HTTPS 1 svc.lan. alpn="h2"
       AD svc.lan. 300 A 10.0.0.9`,
    ],
    [
      "for its own name",
      "own.lan HTTPS",
      `NOERROR aa ra
       AN own.lan. 300 HTTPS 1 . alpn="h2"
       AD own.lan. 300 A 10.0.0.11`,
    ],
    ["whose own name is no host's", "_own.lan HTTPS", `NOERROR aa ra\nAN _own.lan. 300 HTTPS 1 . alpn="h2"`],
    [
      "in alias form: the next, and what that leads to",
      "aliased.lan HTTPS",
      `NOERROR aa ra
       AN aliased.lan. 300 HTTPS 0 svc.lan.
       AD svc.lan. 300 HTTPS 1 svc2.lan. alpn="h2"
       AD svc2.lan. 300 A 10.0.0.10`,
    ],
    [
      "to a name that is an alias",
      "byname.lan HTTPS",
      `NOERROR aa ra
       AN byname.lan. 300 HTTPS 1 alias.lan. alpn="h2"
       AD alias.lan. 300 CNAME mail.lan.
       ${MAIL}`,
    ],
    [
      "SVCB",
      "dns.lan SVCB",
      `NOERROR aa ra
       AN dns.lan. 300 SVCB 1 svc2.lan. alpn="dot"
       AD svc2.lan. 300 A 10.0.0.10`,
    ],
    [
      "NAPTR S: the SRV, and what that leads to",
      "s.nap.lan NAPTR",
      `NOERROR aa ra
       AN s.nap.lan. 300 NAPTR 10 10 "S" "SIP+D2U" "" _sip._tcp.lan.
       AD _5060._tcp.sip.lan. 300 TLSA 3 1 1 00FF
       AD _sip._tcp.lan. 300 SRV 0 0 5060 sip.lan.
       AD sip.lan. 300 A 10.0.0.8`,
    ],
    [
      "NAPTR A, in small letters",
      "a.nap.lan NAPTR",
      `NOERROR aa ra
       AN a.nap.lan. 300 NAPTR 10 10 "a" "SIP+D2U" "" sip.lan.
       AD sip.lan. 300 A 10.0.0.8`,
    ],
    [
      "NAPTR U",
      "u.nap.lan NAPTR",
      `NOERROR aa ra
       AN u.nap.lan. 300 NAPTR 10 10 "U" "E2U+sip" "!^.*$!sip:a@b!" .`,
    ],
    [
      "NAPTR without a flag",
      "none.nap.lan NAPTR",
      `NOERROR aa ra
       AN none.nap.lan. 300 NAPTR 10 10 "" "E2U+sip" "" sip.lan.`,
    ],
    ["KX", "kx.lan KX", `NOERROR aa ra\nAN kx.lan. 300 KX 10 mail.lan.\n${MAIL}`],
    [
      "RT: the X.25 address too",
      "rt.lan RT",
      `NOERROR aa ra
       AN rt.lan. 300 RT 10 gate.lan.
       AD gate.lan. 300 A 10.0.0.15
       AD gate.lan. 300 X25 "311061700956"`,
    ],
    [
      "LP: locators, no addresses",
      "lp.lan LP",
      `NOERROR aa ra
       AN lp.lan. 300 LP 10 node.lan.
       AD node.lan. 300 L32 10 10.1.2.0`,
    ],
    ["MB", "mb.lan MB", `NOERROR aa ra\nAN mb.lan. 300 MB mail.lan.\n${MAIL}`],
    ["AFSDB", "afs.lan AFSDB", `NOERROR aa ra\nAN afs.lan. 300 AFSDB 1 mail.lan.\n${MAIL}`],
    ["PTR: none", "ptr.lan PTR", "NOERROR aa ra\nAN ptr.lan. 300 PTR mail.lan."],
    ["RP: none", "rp.lan RP", "NOERROR aa ra\nAN rp.lan. 300 RP mail.lan. ."],
    ["MINFO: none", "minfo.lan MINFO", "NOERROR aa ra\nAN minfo.lan. 300 MINFO mail.lan. mail.lan."],
    ["MG: none", "mg.lan MG", "NOERROR aa ra\nAN mg.lan. 300 MG mail.lan."],
    [
      "ANY: none",
      "multi.lan ANY",
      `NOERROR aa ra
       AN multi.lan. 300 A 10.0.0.12
       AN multi.lan. 300 MX 10 mail.lan.
       AN multi.lan. 300 SRV 0 0 1 sip.lan.`,
    ],
    [
      "NS of a zone with servers in two zones",
      "other NS",
      `NOERROR aa ra
       AN other. 600 NS ns.lan.
       AN other. 600 NS ns.other.
       AD ns.other. 600 A 10.1.0.1`,
    ],
    ["a client that takes 512 octets", "lan MX", "NOERROR aa ra\nAN lan. 300 MX 10 mail.lan.", { edns: 512 }],
    ["one that takes 513", "lan MX", `NOERROR aa ra\nAN lan. 300 MX 10 mail.lan.\n${MAIL}`, { edns: 513 }],
    ["512, over TCP", "lan MX", `NOERROR aa ra\nAN lan. 300 MX 10 mail.lan.\n${MAIL}`, { edns: 512, transport: "tcp" }],
  ]);
});
