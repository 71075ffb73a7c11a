import { fileTreeFromSources, sourceFromText } from "@splithorizon/core";
import fc from "fast-check";
import { loadSite, type SiteTwin } from "../site/index.ts";
import type { BalancerBox, PictureBox, SitePicture } from "./site-picture.ts";

/** A twin of what stands in `site.yaml`, whatever its reader has to say of it. */
export function twinOfYaml(yaml: string, files: Readonly<Record<string, string>> = {}): SiteTwin {
  const all = Object.entries({ "/site.yaml": yaml, ...files });
  return loadSite(fileTreeFromSources(new Map(all.map(([path, text]) => [path, sourceFromText(path, text)] as const))))
    .value;
}

/** Names as nobody should give them: markup, words of the picture's language, scripts of the world, nothing at all. */
export const oddTexts: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.stringMatching(/^[a-z][a-z0-9.-]{0,40}$/) },
  { weight: 1, arbitrary: fc.stringMatching(/^[A-Z0-9 :/-]{1,40}$/) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "end",
      "<b>&\"'",
      "公司内部域名服务器",
      "%%{init}%%",
      "a;b",
      "]]>",
      "",
      " ",
      "\n",
      "\u0000",
      "\ud800",
    ),
  },
);

const NETWORKS = ["lan", "nodes", "mac"] as const;

/** Pictures that any site might come to: machines in none, one and several networks, nodes with pods, two clusters. */
export const pictures: fc.Arbitrary<SitePicture> = fc
  .record({
    shown: fc.subarray([...NETWORKS]),
    boxes: fc.array(pictureBoxes(), { maxLength: 12 }),
    balancers: fc.array(balancerBoxes(), { maxLength: 3 }),
  })
  .map(({ shown, boxes, balancers }) => ({
    networks: shown.map((name) => ({ name, title: `${name}  192.0.2.0/24` })),
    boxes: boxes.map((box) => ({ ...box, networks: box.networks.filter((name) => shown.some((own) => own === name)) })),
    balancers,
  }));

function pictureBoxes(): fc.Arbitrary<PictureBox> {
  const troubles = fc.array(oddTexts, { maxLength: 2 });
  const pod = fc.record({
    title: oddTexts,
    lines: fc.array(oddTexts, { maxLength: 2 }),
    troubles,
    isCoreDns: fc.boolean(),
  });
  return fc
    .record({
      name: oddTexts,
      kind: fc.constantFrom("host", "server", "node", "virtual"),
      cluster: fc.constantFrom("k8s1", "k8s2"),
      lines: fc.array(oddTexts, { maxLength: 6 }),
      troubles,
      pods: fc.array(pod, { maxLength: 3 }),
      networks: fc.subarray([...NETWORKS]),
    })
    .map(({ cluster, lines, pods, ...box }) => {
      const isNode = box.kind === "node";
      return {
        ...box,
        title: box.name,
        lines: isNode ? [...lines, `node of ${cluster}`] : lines,
        pods: isNode ? pods : [],
      };
    });
}

function balancerBoxes(): fc.Arbitrary<BalancerBox> {
  return fc.record({
    cluster: fc.constantFrom("k8s1", "k8s2", "k8s3"),
    lines: fc.array(oddTexts, { minLength: 1, maxLength: 6 }),
    routers: fc.uniqueArray(oddTexts, { maxLength: 2 }),
  });
}
