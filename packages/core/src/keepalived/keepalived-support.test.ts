import { describe, expect, it } from "vitest";
import { sourceFromText } from "../text/index.ts";
import { parseKeepalived } from "./index.ts";
import { keepalivedBlocks, keepalivedSupport } from "./keepalived-support.ts";
import { rootKeywords } from "./keywords.ts";

const BESIDE = 'vrrp_script chk {\nscript "x"\n}\nvrrp_track_process p {\nprocess x\n}\ntrack_file f {\nfile /f\n}\n';
/** What may stand in front of a keyword so that it has something to change. */
const BEFORE = ["", "nopreempt", "no_accept", "vrrp_garp_master_delay 9"];
/** Words behind a keyword, or lines of its block, of which one is none that counts without them. */
const WORDS = [
  "1",
  "3",
  "200",
  "MASTER",
  "10.0.0.1",
  "chk",
  "p",
  "f",
  "f weight 2",
  "eth5 weight 2",
  "A",
  "/x",
  "3 weight 3",
];

/** A block with lines of its own, and all that it may need beside it; the first `process`, `file` or `group` counts. */
function textWith(block: string, lines: string): string {
  const keyword = lines.trim().split(/\s/)[0] ?? "";
  const own = (name: string, its: string): string => {
    if (!name.startsWith(block)) return `${name} {\n${its}\n}\n`;
    return `${name} {\n${its.startsWith(`${keyword} `) ? "" : its}\n${lines}\n}\n`;
  };
  return [
    own("global_defs", ""),
    BESIDE,
    own("vrrp_script own", "script y"),
    own("vrrp_track_process own", "process y"),
    own("track_file own", "file /y"),
    own("vrrp_instance A", "interface eth0\nvirtual_router_id 5\nvirtual_ipaddress {\n10.0.0.9\n}"),
    "vrrp_instance B {\ninterface eth0\nvirtual_router_id 6\nvirtual_ipaddress {\n10.0.0.8\n}\n}\n",
    own("vrrp_sync_group G", "group {\nA\nB\n}"),
  ].join("");
}

function read(block: string, lines: string): { readonly settings: string; readonly said: readonly string[] } {
  const { value, diagnostics } = parseKeepalived(sourceFromText("keepalived.conf", textWith(block, lines)));
  const settings = JSON.stringify(value.settings, (key, inner: unknown) => (key === "span" ? null : inner));
  return { settings, said: diagnostics.map(({ message }) => message) };
}

/** A keyword as it can stand there. */
function linesOf(block: string, keyword: string): readonly string[] {
  const form = rootKeywords.forms.get(block);
  const its = typeof form === "object" ? form.forms.get(keyword) : undefined;
  const words = its === "line" ? ["", ...WORDS] : WORDS;
  return words.map((word) =>
    its === "values"
      ? `${keyword} {\n${word}\n}`
      : typeof its === "object"
        ? `${keyword} {\nauth_type PASS\nauth_pass ${word}\n}`
        : `${keyword} ${word}`,
  );
}

const all = keepalivedBlocks.flatMap((block) =>
  [...keepalivedSupport(block)].map(([keyword, { level }]) => [block, keyword, level] as const),
);

describe("the support matrix says what the reader says", () => {
  it.each(all)("%s: %s is %s", (block, keyword, level) => {
    const lines = linesOf(block, keyword);
    const isTold = lines.some((line) => read(block, line).said.includes(`What "${keyword}" does is not modelled.`));
    expect(isTold).toBe(level === "unsupported" || keyword === "use_vmac");
    const hasEffect = BEFORE.some((before) =>
      lines.some((line) => read(block, `${before}\n${line}`).settings !== read(block, before).settings),
    );
    expect(hasEffect).toBe(level === "full" || level === "partly");
  });

  it("each keyword of a row is one of keepalived's", () => {
    expect(all.length).toBeGreaterThan(150);
    expect([...keepalivedSupport("vrrp_instance")].filter(([, { level }]) => level === "unsupported")).toHaveLength(7);
  });
});
