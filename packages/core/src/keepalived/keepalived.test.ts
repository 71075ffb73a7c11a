import fc from "fast-check";
import { expect, test } from "vitest";
import { fileTreeFromSources, sourceFromBytes, sourceFromText } from "../text/index.ts";
import {
  activeDownIntervalMs,
  type KeepalivedSettings,
  parseKeepalived,
  printKeepalived,
  skewMs,
  type VrrpInstance,
} from "./index.ts";

const TUTORIAL = `! the pair behind 192.168.13.10
global_defs {
    router_id dns1   # who we are
}
vrrp_script chk_named {
    script "/usr/bin/dig @127.0.0.1 kloud.lan SOA +time=1 +tries=1"
    interval 2
    fall 2
    weight -20
}
vrrp_instance VI_1
{
    state MASTER
    interface eth0
    virtual_router_id 51
    priority 101
    advert_int 1
    authentication {
        auth_type PASS
        auth_pass 1111
    }
    unicast_src_ip 192.168.13.11
    unicast_peer {
        192.168.13.12
    }
    virtual_ipaddress {
        192.168.13.10/24 dev eth0
        192.168.13.9
    }
    virtual_ipaddress_excluded {
        fd13::10
    }
    track_script {
        chk_named weight -30
    }
    virtual_routes {
        192.0.2.0/24 via 192.168.13.1 dev eth0 src 192.168.13.10
    }
}
`;

const read = (text: string): ReturnType<typeof parseKeepalived> =>
  parseKeepalived(sourceFromText("keepalived.conf", text));
const instance = (body: string, more = ""): string =>
  `${more}vrrp_instance VI_1 {\n interface eth0\n virtual_router_id 51\n virtual_ipaddress { 192.168.13.10 }\n${body}\n}\n`;
const onlyInstance = (settings: KeepalivedSettings): VrrpInstance => {
  const [found] = settings.instances;
  if (found === undefined) throw new Error("no instance was read");
  return found;
};

test("the tutorial's kind of configuration is read whole", () => {
  const { value, diagnostics } = read(TUTORIAL);
  expect(diagnostics).toEqual([]);
  expect(value.settings.global.routerId).toBe("dns1");
  expect(value.settings.scripts).toMatchObject([
    {
      name: "chk_named",
      command: "/usr/bin/dig @127.0.0.1 kloud.lan SOA +time=1 +tries=1",
      intervalMs: 2000,
      fall: 2,
      rise: 1,
      weight: -20,
    },
  ]);
  expect(onlyInstance(value.settings)).toMatchObject({
    name: "VI_1",
    initialState: "MASTER",
    priority: 101,
    advertIntervalMs: 1000,
    vrrpVersion: 2,
    authentication: { type: "PASS", password: "1111" },
    unicastPeers: ["192.168.13.12"],
    virtualAddresses: [
      { address: "192.168.13.10", prefixLength: 24, device: "eth0" },
      { address: "192.168.13.9", prefixLength: 32, device: null },
    ],
    excludedAddresses: [{ address: "fd13::10", prefixLength: 128, device: null }],
    trackScripts: [{ name: "chk_named", weight: -30 }],
    virtualRoutes: [{ destination: "192.0.2.0/24", via: "192.168.13.1", source: "192.168.13.10" }],
  });
});

test("defaults are keepalived 2.2.7's: BACKUP, priority 100, one second, version 2, /32", () => {
  const { value, diagnostics } = read(instance(""));
  expect(diagnostics).toEqual([]);
  expect(onlyInstance(value.settings)).toMatchObject({
    initialState: "BACKUP",
    priority: 100,
    advertIntervalMs: 1000,
    vrrpVersion: 2,
    preempts: true,
    downTimerAdverts: 3,
    virtualAddresses: [{ prefixLength: 32 }],
  });
});

test.each([
  { body: "priority 256", code: "KEEPALIVED_BAD_VALUE", gives: { priority: 100 } },
  { body: "priority high", code: "KEEPALIVED_BAD_VALUE", gives: { priority: 100 } },
  { body: "state MASTER\nnopreempt", code: "KEEPALIVED_NO_PREEMPT_MASTER", gives: { preempts: true } },
  { body: "state MASTER\npreempt_delay 5", code: "KEEPALIVED_NO_PREEMPT_MASTER", gives: { preemptDelayMs: 0 } },
  { body: "nopreempt", code: null, gives: { preempts: false } },
  { body: "preempt_delay 5", code: null, gives: { preemptDelayMs: 5000 } },
  {
    body: "authentication { auth_type PASS\n auth_pass 123456789 }",
    code: "KEEPALIVED_AUTH_TRUNCATED",
    gives: { authentication: { type: "PASS", password: "12345678" } },
  },
  {
    body: "version 3\nauthentication {\n auth_type PASS\n auth_pass x\n}",
    code: "KEEPALIVED_AUTH_VERSION_3",
    gives: { authentication: null },
  },
  { body: "unicast_src_ip 192.168.13.11", code: "KEEPALIVED_NO_PEERS", gives: { unicastPeers: [] } },
  { body: "advert_int 0.25\nversion 3", code: null, gives: { advertIntervalMs: 250 } },
  { body: "state MATSER", code: "KEEPALIVED_BAD_VALUE", gives: { initialState: "BACKUP" } },
  { body: "prioritee 5", code: "KEEPALIVED_UNKNOWN_KEYWORD", gives: { priority: 100 } },
  { body: "track_script { gone }", code: "KEEPALIVED_UNDEFINED", gives: {} },
  { body: "unicast_peer { 192.168.13.12\n banana }", code: "KEEPALIVED_BAD_ADDRESS", gives: {} },
  { body: "virtual_rules { from 1.2.3.4 }", code: "KEEPALIVED_UNSUPPORTED", gives: {} },
  { body: "priority", code: "KEEPALIVED_MISSING_VALUE", gives: { priority: 100 } },
  { body: "notify /bin/true", code: null, gives: {} },
])("$body: $code", ({ body, code, gives }) => {
  const { value, diagnostics } = read(instance(body));
  expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual(code === null ? [] : [code]);
  expect(onlyInstance(value.settings)).toMatchObject(gives);
});

test.each([
  {
    text: "vrrp_instance X {\n}\n",
    codes: ["KEEPALIVED_INCOMPLETE_INSTANCE", "KEEPALIVED_INCOMPLETE_INSTANCE", "KEEPALIVED_INCOMPLETE_INSTANCE"],
  },
  { text: instance("") + instance(""), codes: ["KEEPALIVED_DUPLICATE"] },
  { text: instance("") + instance("").replace("VI_1", "VI_2"), codes: ["KEEPALIVED_DUPLICATE"] },
  { text: "vrrp_sync_group G {\n group {\n A\n }\n}\n", codes: ["KEEPALIVED_UNDEFINED", "KEEPALIVED_UNDEFINED"] },
  { text: "}\n", codes: ["KEEPALIVED_BRACE"] },
  { text: "global_defs {\n", codes: ["KEEPALIVED_BRACE"] },
  { text: 'global_defs {\n router_id "x\n}\n', codes: ["KEEPALIVED_QUOTE", "KEEPALIVED_MISSING_VALUE"] },
  { text: "include nowhere.conf\n", codes: ["KEEPALIVED_INCLUDE"] },
  { text: "virtual_server 1.2.3.4 53 {\n}\n", codes: ["KEEPALIVED_UNSUPPORTED"] },
  { text: "vrrp_instanse X\n", codes: ["KEEPALIVED_UNKNOWN_KEYWORD"] },
  {
    text: "vrrp_instanse X {\n}\n",
    codes: ["KEEPALIVED_UNKNOWN_KEYWORD", "KEEPALIVED_BRACE", "KEEPALIVED_BRACE"],
  },
  { text: "vrrp_script s {\n}\n", codes: ["KEEPALIVED_MISSING_VALUE"] },
])("$text: $codes", ({ text, codes }) => {
  expect(read(text).diagnostics.map((diagnostic) => diagnostic.code)).toEqual(codes);
});

test("the block of an unknown keyword ends the block around it, and what follows is lost", () => {
  const { value, diagnostics } = read(instance("authentification {\n auth_pass x\n}\npriority 90"));
  expect(onlyInstance(value.settings).priority).toBe(100);
  expect(diagnostics.map(({ code, message }) => [code, message.split(",")[0]])).toEqual([
    ["KEEPALIVED_UNKNOWN_KEYWORD", 'keepalived does not know "authentification" in a vrrp_instance'],
    [
      "KEEPALIVED_BRACE",
      'keepalived ignores the "{" behind "authentification": the lines in it count for a vrrp_instance',
    ],
    ["KEEPALIVED_UNKNOWN_KEYWORD", 'keepalived does not know "auth_pass" in a vrrp_instance'],
    ["KEEPALIVED_UNKNOWN_KEYWORD", 'keepalived does not know "priority" in the configuration'],
    ["KEEPALIVED_BRACE", "No block is open here any more."],
  ]);
});

test("an unknown word is told apart from a known one that was misspelt", () => {
  expect(read(instance("prioritty 5")).diagnostics[0]?.hint).toBe('Did you mean "priority"?');
});

test("included files are read where they stand, and a cycle is named", () => {
  const files = fileTreeFromSources(
    new Map([
      ["/etc/keepalived/a.conf", sourceFromText("a.conf", instance("priority 7"))],
      ["/etc/keepalived/loop.conf", sourceFromText("loop.conf", "include loop.conf\n")],
    ]),
  );
  const options = { files, directory: "/etc/keepalived" };
  expect(onlyInstance(parseKeepalived(sourceFromText("x", "include a*.conf\n"), options).value.settings).priority).toBe(
    7,
  );
  const [cycle] = parseKeepalived(sourceFromText("x", "include loop.conf\n"), options).diagnostics;
  expect(cycle).toMatchObject({ code: "KEEPALIVED_INCLUDE", message: expect.stringContaining("cycle") });
});

/** vrrp-measured.md section 2, the column "formula". */
test.each([
  { version: 2, intervalS: 1, priority: 100, downS: 3.6094 },
  { version: 2, intervalS: 1, priority: 50, downS: 3.8047 },
  { version: 2, intervalS: 1, priority: 1, downS: 3.9961 },
  { version: 2, intervalS: 3, priority: 100, downS: 9.6094 },
  { version: 3, intervalS: 3, priority: 100, downS: 10.8281 },
  { version: 3, intervalS: 3, priority: 50, downS: 11.4141 },
  { version: 3, intervalS: 3, priority: 1, downS: 11.9883 },
])(
  "version $version, interval $intervalS, priority $priority: down after $downS s",
  ({ version, intervalS, priority, downS }) => {
    const { value } = read(instance(`version ${version}\nadvert_int ${intervalS}\npriority ${priority}`));
    const found = onlyInstance(value.settings);
    expect(activeDownIntervalMs(found) / 1000).toBeCloseTo(downS, 4);
    expect(skewMs(found)).toBeLessThan(1000 * intervalS);
  },
);

test("what was read is printed to the octet", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.constantFrom("vrrp_instance", "{", "}", "\n", " ", "# c\n", '"q w"', "priority 5", "\t", "é", "!x\n"),
      ),
      (parts) => {
        const bytes = new TextEncoder().encode(parts.join(""));
        expect(printKeepalived(parseKeepalived(sourceFromBytes("x", bytes)).value.document)).toEqual(bytes);
      },
    ),
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
      expect(printKeepalived(parseKeepalived(sourceFromBytes("x", bytes)).value.document)).toEqual(bytes);
    }),
  );
});

test("a hundred thousand open braces cost no stack", () => {
  const { diagnostics } = read("{".repeat(100_000));
  expect(diagnostics.some((diagnostic) => diagnostic.code === "KEEPALIVED_LIMIT")).toBe(true);
});

test("an included file with 200,000 faults", () => {
  const included = sourceFromText("more.conf", "}\n".repeat(200_000));
  const files = fileTreeFromSources(new Map([["/etc/keepalived/more.conf", included]]));
  const { diagnostics } = parseKeepalived(sourceFromText("keepalived.conf", "include more.conf\n"), {
    files,
    directory: "/etc/keepalived",
  });
  expect(diagnostics).toHaveLength(200_000);
});
