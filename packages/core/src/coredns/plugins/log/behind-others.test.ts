import { expect, it } from "vitest";
import { CoreDnsUnderTest } from "../ask-coredns.fixture.ts";

/** Lines of a block, then questions and what CoreDNS 1.15.0 wrote of them: the name as it was asked for, all else as `rewrite` and `bufsize` left it. */
const TABLE: readonly (readonly [lines: string, ...rows: string[]])[] = [
  [
    "log\n rewrite name y.test x.test\n hosts {\n  192.0.2.61 x.test\n }",
    'Y.test. A => 192.0.2.1:40000 - 0 "A IN y.test. udp 24 false 512" NOERROR qr,aa,rd 46 0s',
    'x.test. A => 192.0.2.1:40000 - 0 "A IN x.test. udp 24 false 512" NOERROR qr,aa,rd 46 0s',
  ],
  [
    "log\n cache\n hosts {\n  192.0.2.61 x.test\n }",
    'x.test. A => 192.0.2.1:40000 - 0 "A IN x.test. udp 24 false 512" NOERROR qr,aa,rd 46 0s',
    'x.test. A => 192.0.2.1:40000 - 0 "A IN x.test. udp 24 false 512" NOERROR qr,aa,rd 46 0s',
    'x.test. A do => 192.0.2.1:40000 - 0 "A IN x.test. udp 35 true 4096" NOERROR qr,aa,rd 46 0s',
  ],
  [
    "log\n acl {\n  block\n }",
    'x.test. A => 192.0.2.1:40000 - 0 "A IN x.test. udp 24 false 512" REFUSED qr,rd 41 0s',
    'x.test. A edns 1232 => 192.0.2.1:40000 - 0 "A IN x.test. udp 35 false 1232" REFUSED qr,rd 41 0s',
  ],
  ["log\n acl {\n  drop\n }", 'x.test. A => 192.0.2.1:40000 - 0 "A IN x.test. udp 24 false 512" - - 0 0s'],
  ["log\n acl {\n  filter\n }", 'x.test. A => 192.0.2.1:40000 - 0 "A IN x.test. udp 24 false 512" NOERROR qr,rd 41 0s'],
  [
    "log\n header {\n  response set ra\n  response clear aa\n }\n hosts {\n  192.0.2.61 x.test\n }",
    'x.test. A => 192.0.2.1:40000 - 0 "A IN x.test. udp 24 false 512" NOERROR qr,rd,ra 46 0s',
  ],
  [
    "log\n header {\n  query clear rd\n }\n hosts {\n  192.0.2.61 x.test\n }",
    'x.test. A => 192.0.2.1:40000 - 0 "A IN x.test. udp 24 false 512" NOERROR qr,aa 46 0s',
  ],
  ["log\n minimal\n whoami", 'x.test. A => 192.0.2.1:40000 - 0 "A IN x.test. udp 24 false 512" NOERROR qr,aa,rd 24 0s'],
  ["log\n any", 'x.test. ANY => 192.0.2.1:40000 - 0 "ANY IN x.test. udp 24 false 512" NOERROR qr,rd 69 0s'],
  [
    "log\n chaos v",
    'version.bind. TXT ch => 192.0.2.1:40000 - 0 "TXT CH version.bind. udp 30 false 512" NOERROR qr,rd 56 0s',
    'x.bind. TXT ch => 192.0.2.1:40000 - 0 "TXT CH x.bind. udp 24 false 512" SERVFAIL qr,rd 24 0s',
  ],
  [
    "log\n bufsize 600\n hosts {\n  192.0.2.61 x.test\n }",
    'x.test. A edns 4096 => 192.0.2.1:40000 - 0 "A IN x.test. udp 35 false 600" NOERROR qr,aa,rd 46 0s',
    'x.test. A => 192.0.2.1:40000 - 0 "A IN x.test. udp 24 false 512" NOERROR qr,aa,rd 46 0s',
  ],
  [
    "log\n local",
    'localhost. A => 192.0.2.1:40000 - 0 "A IN localhost. udp 27 false 512" NOERROR qr,rd 52 0s',
    'localhost.x. TXT => 192.0.2.1:40000 - 0 "TXT IN localhost.x. udp 29 false 512" NOERROR qr,rd 99 0s',
  ],
  ["local\n log", 'localhost. A => 192.0.2.1:40000 - 0 "A IN localhost. udp 27 false 512" NOERROR qr,rd 52 0s'],
  [
    "log\n whoami",
    'x.test. A => 192.0.2.1:40000 - 0 "A IN x.test. udp 24 false 512" NOERROR qr,aa,rd 76 0s',
    'x.test. A notify => 192.0.2.1:40000 - 0 "A IN x.test. udp 24 false 512" NOERROR qr,aa 76 0s',
  ],
  [
    'bind 192.0.2.53\n log . "{local} {remote}"\n hosts {\n  192.0.2.61 x.test\n }',
    "x.test. A => 192.0.2.53 192.0.2.1",
    "x.test. A tcp port 4111 => 192.0.2.53 192.0.2.1",
  ],
  [
    "log\n rewrite name loooong.y.test x.test\n hosts {\n  192.0.2.61 x.test\n }",
    'loooong.y.test. A => 192.0.2.1:40000 - 0 "A IN loooong.y.test. udp 24 false 512" NOERROR qr,aa,rd 62 0s',
    'loooong.y.test. A edns 1232 => 192.0.2.1:40000 - 0 "A IN loooong.y.test. udp 35 false 1232" NOERROR qr,aa,rd 62 0s',
  ],
  [
    "log\n rewrite type AAAA A\n hosts {\n  192.0.2.61 x.test\n }",
    'x.test. AAAA => 192.0.2.1:40000 - 0 "A IN x.test. udp 24 false 512" NOERROR qr,aa,rd 46 0s',
    'x.test. MX => 192.0.2.1:40000 - 0 "MX IN x.test. udp 24 false 512" NOERROR qr,aa,rd 24 0s',
  ],
  [
    "log\n rewrite class CH IN\n chaos\n hosts {\n  192.0.2.61 x.test\n }",
    'x.test. A ch => 192.0.2.1:40000 - 0 "A IN x.test. udp 24 false 512" NOERROR qr,aa,rd 46 0s',
    'x.test. A => 192.0.2.1:40000 - 0 "A IN x.test. udp 24 false 512" NOERROR qr,aa,rd 46 0s',
  ],
  [
    "log\n rewrite edns0 local set 0xffee abcd\n hosts {\n  192.0.2.61 x.test\n }",
    'x.test. A => 192.0.2.1:40000 - 0 "A IN x.test. udp 43 false 4096" NOERROR qr,aa,rd 46 0s',
    'x.test. A edns 1232 => 192.0.2.1:40000 - 0 "A IN x.test. udp 43 false 1232" NOERROR qr,aa,rd 46 0s',
    'x.test. A do => 192.0.2.1:40000 - 0 "A IN x.test. udp 43 true 4096" NOERROR qr,aa,rd 46 0s',
  ],
  [
    "log\n cache\n rewrite type AAAA A\n hosts {\n  192.0.2.61 x.test\n }",
    'x.test. AAAA => 192.0.2.1:40000 - 0 "A IN x.test. udp 24 false 512" NOERROR qr,aa,rd 46 0s',
  ],
];

it.each(TABLE)("%s", (lines, ...rows) => {
  const twin = new CoreDnsUnderTest(`. {\n ${lines}\n}\n`);
  const written = rows.map((row) => {
    const [question = ""] = row.split(" => ");
    twin.retell(question);
    return `${question} => ${twin.log.at(-1)?.replace(/^\[INFO\] /, "")}`;
  });
  expect(written).toEqual(rows);
  expect(twin.log).toHaveLength(rows.length);
});
