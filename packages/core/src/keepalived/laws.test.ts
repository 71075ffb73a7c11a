import fc from "fast-check";
import { expect, test } from "vitest";
import { fileTreeFromSources, hasErrors, type Source, sourceFromBytes, sourceFromText } from "../text/index.ts";
import { type KeepalivedSettings, parseKeepalived } from "./index.ts";

/** What a text comes to, without the places. */
function settingsOf(text: string, included: Readonly<Record<string, string>> = {}): unknown {
  const sources = Object.entries(included).map(([name, body]): [string, Source] => [
    `/${name}`,
    sourceFromText(name, body),
  ]);
  const options = { files: fileTreeFromSources(new Map(sources)), directory: "/" };
  return placeless(parseKeepalived(sourceFromText("keepalived.conf", text), options).value.settings);
}

function placeless(settings: KeepalivedSettings): unknown {
  return JSON.parse(JSON.stringify(settings, (key, value: unknown) => (key === "span" ? undefined : value)));
}

const line = fc.oneof(
  fc
    .tuple(fc.constantFrom("priority", "preempt_delay", "down_timer_adverts", "advert_int"), fc.nat(300))
    .map((words) => words.join(" ")),
  fc.constantFrom(
    "state MASTER",
    "state BACKUP",
    "nopreempt",
    "version 3",
    "higher_prio_send_advert off",
    "track_script {\nchk weight 5\n}",
    "authentication {\nauth_type PASS\nauth_pass x\n}",
    "unicast_peer {\n192.168.13.12\n}",
    'notify "/bin/true # no comment {"',
  ),
);
const block = fc
  .tuple(fc.constantFrom("VI_1", "VI_2"), fc.integer({ min: 1, max: 3 }), fc.array(line, { maxLength: 5 }))
  .map(([name, router, lines]) =>
    [
      `vrrp_instance ${name} {`,
      "interface eth0",
      `virtual_router_id ${router}`,
      "virtual_ipaddress {\n192.168.13.10/24\n}",
      ...lines,
      "}",
    ].join("\n"),
  );
const blocks = fc
  .array(block, { minLength: 1, maxLength: 3 })
  .map((all) => ['vrrp_script chk {\nscript "/bin/true"\n}', ...all]);

test("law: comments, empty lines and indentation change nothing", () => {
  const noise = fc.constantFrom("", "# priority 1", "! }", "\t", "   # {");
  fc.assert(
    fc.property(blocks, fc.array(fc.tuple(fc.nat(40), noise), { maxLength: 8 }), (all, added) => {
      const lines = all.join("\n").split("\n");
      for (const [at, text] of added) lines.splice(at, 0, text);
      expect(settingsOf(lines.map((text) => `\t ${text} \r`).join("\n"))).toEqual(settingsOf(all.join("\n")));
    }),
  );
});

test("law: a brace may stand behind its keyword, on the next line, or before the first word", () => {
  fc.assert(
    fc.property(blocks, fc.constantFrom("\n{\n", "{", " {\n\n", "\n\n  { "), (all, brace) => {
      const [plain, other] = [all.join("\n"), all.map((text) => text.replaceAll(" {\n", brace)).join("\n")];
      expect(settingsOf(other)).toEqual(settingsOf(plain));
    }),
  );
});

test("law: a word is what its definition says", () => {
  fc.assert(
    fc.property(blocks, fc.constantFrom("$ROUTER", "$" + "{ROUTER}"), (all, use) => {
      const defined = all.join("\n").replaceAll(/virtual_router_id 1$/gm, `virtual_router_id ${use}`);
      expect(settingsOf(`$ROUTER=1 # the first\n${defined}`)).toEqual(settingsOf(all.join("\n")));
    }),
  );
});

test("law: what stands in an included file stands where it is included", () => {
  fc.assert(
    fc.property(blocks, (all) => {
      const included = Object.fromEntries(all.map((text, at) => [`part${at}.conf`, text]));
      const main = all.map((_, at) => `include part${at}.conf`).join("\n");
      expect(settingsOf(main, included)).toEqual(settingsOf(all.join("\n")));
      expect(settingsOf("include part*.conf", included)).toEqual(settingsOf(all.join("\n")));
    }),
  );
});

test("law: lines for another configuration id are not there", () => {
  fc.assert(
    fc.property(blocks, line, (all, extra) => {
      const [first = "", ...rest] = all.join("\n").split("\n");
      const special = extra.split("\n").map((text) => `@other ${text}`);
      expect(settingsOf([...special, first, ...special, ...rest].join("\n"))).toEqual(settingsOf(all.join("\n")));
      const everybody = all
        .join("\n")
        .split("\n")
        .map((text) => `@^other ${text}`);
      expect(settingsOf(everybody.join("\n"))).toEqual(settingsOf(all.join("\n")));
    }),
  );
});

const words = fc.constantFrom(
  ..."vrrp_instance VI_1 { } \n interface eth0 virtual_router_id priority advert_int state MASTER 0 -1 255 99999999999 1e9 0x1 . x é".split(
    " ",
  ),
  ..."virtual_ipaddress 192.168.13.10/24 fe80::1 /-1 track_script authentication auth_type AH version 3 @x @^x $A=1 $A".split(
    " ",
  ),
  '"',
  "\\",
  "#",
);

test("law: whatever a file holds, it is read, its settings are in range, and what is said lies in it", () => {
  const anything = fc.oneof(
    fc.array(words, { maxLength: 60 }).map((all) => new TextEncoder().encode(all.join(" "))),
    fc.uint8Array({ maxLength: 300 }),
  );
  fc.assert(
    fc.property(anything, (bytes) => {
      const { value, diagnostics } = parseKeepalived(sourceFromBytes("x", bytes));
      for (const instance of value.settings.instances) {
        expect(instance.priority).toBeGreaterThanOrEqual(1);
        expect(instance.priority).toBeLessThanOrEqual(255);
        expect(instance.advertIntervalMs).toBeGreaterThanOrEqual(10);
        expect(instance.virtualAddresses.every(({ prefixLength }) => prefixLength >= 0 && prefixLength <= 128)).toBe(
          true,
        );
        if (instance.virtualRouterId === 0) expect(hasErrors(diagnostics)).toBe(true);
      }
      for (const { span } of diagnostics) expect([0 <= span.start, span.end <= bytes.length]).toEqual([true, true]);
    }),
    { numRuns: 1000 },
  );
});
