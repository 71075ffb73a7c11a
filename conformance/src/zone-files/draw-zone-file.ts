import type { Lots } from "../site-questions/draw.ts";
import { dataByType } from "./draw-data.ts";
import { below, type Draw, mostly } from "./odds.ts";

export const ORIGIN = "example.";
/** What every file begins with, so that most zones can be loaded. */
const HEADS = [
  "$TTL 300\n@ SOA ns.example. h 1 2 3 4 5\n NS ns.example.\nns A 1.2.3.4\n",
  "$TTL 1h\n@ IN SOA ns.example. h\\.m.example. (\n\t1 ; serial\n\t2h 3 4w\n\t5 )\n\tNS ns.example.\nns A 1.2.3.4\n",
  "@ 60 SOA ns.example. h 1 2 3 4 5\n NS ns.example.\nns A 1.2.3.4\n",
  "@ SOA ns.example. h 1 2 3 4 5\n NS ns.example.\nns A 1.2.3.4\n",
  "example. 1d IN SOA ns.example. h 1 2 3 4 5\nexample. 1d IN NS ns.example.\nns.example. 1d IN A 1.2.3.4\n",
];
/** A file that $INCLUDE can find, beside the zone. */
export const INCLUDED = {
  name: "inc.db",
  text: "@ A 9.9.9.9\nx A 9.9.9.8\n$ORIGIN y.\n$TTL 77\nzz.example. A 9.9.9.7\n A 9.9.9.6\n",
};

const owner = mostly(
  [
    "a",
    "b",
    "b.c",
    "@",
    "www.example.",
    "*",
    "*.w",
    "a.*.b",
    "x.y.z",
    "A",
    "a_b",
    "__proto__",
    "a\\.b",
    "\\032",
    "\\100",
    "\\$x",
    '"q"',
    "out.other.",
    "\\@",
    "IN",
    "60",
    "c",
    "0/25",
    "x".repeat(63),
    `${"y.".repeat(123)}example.`,
    "b\\",
    "d.e.\\046",
    "Www.EXAMPLE.",
  ],
  [
    "-x",
    "x-",
    "\\256",
    '"q r"',
    "EXAMPLE.",
    ".",
    "..",
    "a..b",
    "\xe9",
    "$x",
    "@.a",
    "ns",
    "x".repeat(64),
    `${"y.".repeat(126)}example.`,
    "\\1",
  ],
);
const ttl = mostly(
  [
    "",
    "",
    "",
    "60 ",
    "1h ",
    "1H30m ",
    "1w2d3h4m5s ",
    "0 ",
    "2147483648 ",
    "00060 ",
    "4294967295 ",
    "2147483647 ",
    "1s1s ",
  ],
  ["4294967296 ", "1x ", "60s60 ", "-1 ", "7102w "],
);
const zoneClass = mostly(["", "", "", "IN ", "in ", "CLASS1 "], ["CH ", "ANY ", "CLASS0 ", "CLASS255 ", "IN IN "]);
const end = mostly(
  ["", "", "", "", " ; c", ";c", " \t", " ()", " (\n)", " ( ; c\n ; d\n\t)", " \r"],
  [" (", " )", "\r;c"],
);
const COMMON_TYPES = ["A", "A", "A", "AAAA", "NS", "CNAME", "MX", "TXT", "TXT", "SRV", "PTR"];
const ODD_TYPES = ["NOSUCH", "ANY", "OPT", "SOA"];
const types = Object.keys(dataByType).filter((type) => !ODD_TYPES.includes(type));

/** One line or more; most are records. */
function drawLine(lots: Lots): string {
  return lots.pickWeighted<(lots: Lots) => string>([
    [drawRecord, 30],
    [drawDirective, 5],
    [drawGenerate, 6],
    [drawOddity, 3],
  ])(lots);
}

function drawRecord(lots: Lots): string {
  const type = lots.happens(0.4) ? lots.pick(COMMON_TYPES) : mostly(types, ODD_TYPES)(lots);
  const head = lots.happens(0.5) ? ttl(lots) + zoneClass(lots) : zoneClass(lots) + ttl(lots);
  const name = lots.happens(0.25) ? "" : ownerFor(type, lots);
  const data = dataByType[type]?.(lots) ?? "";
  const written = lots.happens(0.06) ? data.replace(" ", " (\n") + (data.includes(" ") ? " )" : "") : data;
  const spelled = lots.happens(0.15) ? type.toLowerCase() : type;
  const line = `${name}${lots.pick([" ", "\t", "  "])}${head}${spelled} ${written}${end(lots)}`;
  return lots.happens(0.03) ? mutate(line, lots) : line;
}

/** A hash for NSEC3, and a name of its own for what may stand alone only. */
function ownerFor(type: string, lots: Lots): string {
  if (type === "NSEC3") return mostly(["2t7b4g4vsa5smi47k61mv5bv1a22bojr"], ["a"])(lots);
  return type === "CNAME" || type === "DNAME" ? mostly(["c1", "c2", "c3.a", "c4"], ["a", "@"])(lots) : owner(lots);
}

const drawDirective = mostly(
  [
    "$TTL 60",
    "$TTL 1d",
    "$ORIGIN c",
    "$ORIGIN c.example.",
    "$ORIGIN other.",
    "$ORIGIN .",
    "$ORIGIN example.",
    "$INCLUDE inc.db",
    "$INCLUDE inc.db sub",
    '$INCLUDE "inc.db"',
    "$DATE 20250101000000",
    "$ttl 5",
    "$INCLUDE inc.db sub ; c",
    "$ORIGIN @",
    "$TTL 2147483648",
    "$INCLUDE inc.db x.other.",
  ],
  [
    "$TTL",
    "$TTL x",
    "$ORIGIN",
    "$INCLUDE none.db",
    "$INCLUDE",
    "$NOSUCH",
    "$ORIGIN a b",
    " $TTL 5",
    "$TTL 5 5",
    "$ORIGIN a..b",
    "$TTL 4294967296",
    "$",
    "$INCLUDE inc.db a b",
    "$DATE",
    "$DATE x",
  ],
);

const range = mostly(
  ["1-3", "0-2", "1-10/4", "5-5", "0-1", "254-257", "98-101", "2147483646-2147483647", "007-9"],
  ["3-1", "1-3/0", "1", "1-", "a-b", "-1-2", "1-3/2x", "1-3/-1", "4294967295-4294967296", "1-3/", "1--3", "1-2-3"],
);
const piece = mostly(
  [
    "$",
    "$",
    "$$",
    "\\$",
    "${1}",
    "${0,3}",
    "${0,3,d}",
    "${-1,2,x}",
    "${10,4,X}",
    "${0,3,o}",
    "${0,5,n}",
    "${0,4,N}",
    "${0,0,n}",
    "${5,1,n}",
    "${-5}",
    "a",
    "-",
    "x$y",
    "${0,2,d}.${0,1,n}",
    "${+1}",
    "\\100",
    "${-300,3,d}",
    "${1}${2}",
    "${00,03}",
    "${-2147483648}",
    "${2147483647,1,x}",
    "${0,12,d}",
  ],
  [
    "${0,3,z}",
    "${x}",
    "${1,2,d,e}",
    "${",
    "${}",
    "${0,}",
    ".",
    "${ 1}",
    "\\\\",
    "${0,200,d}",
    "${0,126}",
    "${0,127}",
    "${0,-1,d}",
    "${1 ,2}",
    "${,2}",
    "${0,2,}",
  ],
);
const pieces: Draw = (lots) => Array.from({ length: 1 + below(lots, 3) }, () => piece(lots)).join("");
const generated: Readonly<Record<string, Draw>> = {
  A: mostly(["10.0.0.$", "10.0.${0,1,d}.1", "1.1.1.1", "10.0.0.${-1}"], ["$"]),
  AAAA: mostly(["2001:db8::$", "2001:db8::${0,4,x}", "::${0,1,X}"], []),
  CNAME: pieces,
  PTR: pieces,
  NS: mostly(["ns", "n$"], []),
  TXT: mostly(['"v $"', "$", '"${0,3,x} \\"$\\""', '"a\\032$"', '"$ \\; $$"'], ["a$ b"]),
  MX: mostly(['"10 m$"', '"$ m"'], ["10 m$"]),
  CAA: mostly(['"0 issue \\"$\\""'], []),
  TYPE65280: mostly(['"\\# 1 0$"'], []),
};

function drawGenerate(lots: Lots): string {
  const type = mostly(Object.keys(generated), ["SOA", "NOSUCH", "NS"])(lots);
  const head = lots.happens(0.5) ? ttl(lots) + zoneClass(lots) : zoneClass(lots) + ttl(lots);
  const name = lots.happens(0.6) ? `h${lots.pick(["$", "$", "${0,2,d}", "${0,3,x}"])}` : pieces(lots);
  const rest = mostly(["", "", " ; c"], [" extra"])(lots);
  return `$GENERATE ${range(lots)} ${name} ${head}${type} ${generated[type]?.(lots) ?? "x"}${rest}`;
}

const drawOddity = mostly(
  [
    "",
    " ",
    "\t\t",
    ";",
    " ; c",
    "()",
    " ()",
    "a  IN  A\t1.1.1.1",
    "a (A) 1.1.1.1",
    "( a A 1.1.1.1 )",
    " (A 1.1.1.1)",
    "a A 1.1.1.1 ; \xff",
    "a TXT (a\nb\n c)",
    "(a) A 1.1.1.1",
    "\r",
    "a\tA\t1.1.1.1\r",
    "a A 1.1.1.1;",
    "()()",
    " ( ) ; c",
    "a TXT a\rb A 1.1.1.2",
  ],
  [
    "(",
    ")",
    '"',
    '"a',
    "a",
    "a A",
    " A",
    "a 60",
    "a IN",
    "a 60 IN",
    "\\",
    "a TXT \\",
    "a A 1.1.1.1\0",
    "\0",
    "a\0b A 1.1.1.1",
    "\x0c",
    "a A 1.1.1.1 1.1.1.1",
    "a A\v1.1.1.1",
    "\x7f A 1.1.1.1",
    "comment here",
    "\xefBB A 1.1.1.1",
    "a TXT a\0",
    "; \0",
    'a TXT "a\0b"',
    'a TXT "a\rb"',
  ],
);

/** One octet lost, twice, or another. */
function mutate(line: string, lots: Lots): string {
  const at = below(lots, line.length);
  const other = lots.pick([
    "",
    line.slice(at, at + 1).repeat(2),
    lots.pick(['"', "(", ")", ";", "\\", " ", ".", "\t", "9", "x"]),
  ]);
  return `${line.slice(0, at)}${other}${line.slice(at + 1)}`;
}

/** A zone file, one character for each octet. */
export function drawZoneFile(lots: Lots): string {
  const lines = Array.from({ length: 1 + below(lots, 4) }, () => drawLine(lots));
  const body = `${lots.pickWeighted([[HEADS[0] ?? "", 8], ...HEADS.map((head): [string, number] => [head, 1])])}${lines.join("\n")}\n`;
  if (lots.happens(0.02)) return body.replaceAll("\n", "\r\n");
  if (lots.happens(0.02)) return body.slice(0, -1);
  return lots.happens(0.01) ? `\xef\xbb\xbf${body}` : body;
}
