import { fileTreeFromSources, sourceFromText } from "@splithorizon/core";
import { parseCorefile } from "@splithorizon/core/coredns";
import { describe, expect, it } from "vitest";
import { stage } from "./kloud-lan.fixture.ts";
import { configurationHash, startLogs } from "./log.ts";

interface Files {
  readonly [path: string]: string;
}

function corefileOf(text: string, files: Files = {}, variables: Files = {}) {
  const tree = fileTreeFromSources(
    new Map(Object.entries(files).map(([path, content]) => [path, sourceFromText(path, content)])),
  );
  const environment = new Map(Object.entries(variables));
  return parseCorefile(sourceFromText("Corefile", text), {
    version: "1.15.0",
    files: tree,
    path: "/etc/coredns/Corefile",
    environment,
  }).value;
}

/** What the only CoreDNS of a site would print with another Corefile. */
function logOf(corefile: ReturnType<typeof corefileOf>): string {
  const twin = stage();
  const cluster = twin.clusters.get("k8s1");
  if (cluster === undefined) throw new RangeError("no cluster");
  return startLogs(twin, { ...cluster, corefile, coreDnsStations: cluster.coreDnsStations.slice(0, 1) });
}

const simple = `.:5353 {
    errors
    health :8099 {
       lameduck 5s
    }
    ready :8098
    prometheus :9253
    forward . 127.0.0.1:5399 {
       max_concurrent 1000
    }
    cache 30
    loop
    reload
    loadbalance
}
example.org:5353 cluster.local:5353 {
    whoami
    log
}
tls://example.net:5354 {
  whoami
}
`;

const odd = `(common) {
    errors
    cache 30 # <tag> & more
}
.:5353 {
    import common
    log . "<{remote}> & {name}"
    import parts/*.conf
    reload 10s
    whoami
    reload 10s
}
{$ZONE}:5353, b_c.example.:5353 {
    import common
    whoami
}
tls://example.net:5354 dns://é.example:5355 {
  bind 127.0.0.1
  template IN A {
    answer "{{ .Name }} 60 IN A 192.0.2.1"
  }
}
`;
const parts: Files = {
  "/etc/coredns/parts/a.conf": "loadbalance\nminimal\n",
  "/etc/coredns/parts/b.conf": 'nsid "x\\"y"\n',
};

// What CoreDNS 1.15.0 printed with these files at /etc/coredns, ZONE=a.example.
const simpleHash =
  "e7b1e51998f854df5a5871d87a7eae96bfbec3ef1c95b5f7c803fc8060c612c9b6aeaac409deae0bee598af0a33d1bcab80141c08039543a081510feb90d3ee9";
const oddHash =
  "e7582b3ccb995fe4f18b41df901eecaaf65bde6e82d82a8fe674c5f232693f4bd0d885fcd9700051bb71d124841baeddd57fda872199f2c6fd1961f6c57fffa8";

describe("what CoreDNS prints when it starts", () => {
  it("zones, hash, version", () => {
    expect(logOf(corefileOf(simple))).toBe(`.:5353
cluster.local.:5353
example.org.:5353
tls://example.net.:5354
[INFO] plugin/reload: Running configuration SHA512 = ${simpleHash}
CoreDNS-1.15.0
`);
  });

  it("snippets, imported files, variables, quotes, zones that are odd, servers of one address", () => {
    expect(logOf(corefileOf(odd, parts, { ZONE: "a.example." }))).toBe(`.:5353
a.example.:5353
Warning: Domain "b_c.example." does not follow RFC1035 preferred syntax
b_c.example.:5353
tls://example.net.:5354 on 127.0.0.1
Warning: Domain "é.example." does not follow RFC1035 preferred syntax
é.example.:5355 on 127.0.0.1
[INFO] plugin/reload: Running configuration SHA512 = ${oddHash}
CoreDNS-1.15.0
`);
  });

  it("without reload no hash is printed", () => {
    expect(logOf(corefileOf(".:53 {\n whoami\n}\n"))).toBe(".:53\nCoreDNS-1.15.0\n");
  });

  it("an empty Corefile", () => {
    expect(logOf(corefileOf(""))).toBe(".:53\nCoreDNS-1.15.0\n");
  });

  it("one that does not start says why", () => {
    const twin = stage();
    const cluster = twin.clusters.get("k8s1");
    if (cluster === undefined) throw new RangeError("no cluster");
    const [first = ""] = cluster.coreDnsStations;
    const broken = {
      ...twin,
      absent: [{ station: first, title: "CoreDNS", why: 'CoreDNS does not start: Unknown directive "forwrad".' }],
    };
    expect(startLogs(broken, cluster)).toMatch(/^CoreDNS does not start: Unknown directive "forwrad"\.\n\.:53\n/);
  });
});

describe("the hash of a configuration", () => {
  it("comments and blanks do not count, lines and words do", () => {
    const base = configurationHash(corefileOf(".:53 {\n whoami\n}\n"));
    expect(configurationHash(corefileOf(".:53   {\n\twhoami # here\n}"))).toBe(base);
    expect(configurationHash(corefileOf("\n.:53 {\n whoami\n}\n"))).not.toBe(base);
    expect(configurationHash(corefileOf(".:53 {\n log\n}\n"))).not.toBe(base);
  });
});
