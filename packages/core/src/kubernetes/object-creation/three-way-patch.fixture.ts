import type { JsonMap } from "../patching/json-value.ts";
import type { AppliedKind } from "./apply-manifest.ts";
import { morePatches, type RecordedPatch } from "./three-way-patches.fixture.ts";

/** What k8s.io/apimachinery v0.36.3 makes of them: strategicpatch.CreateThreeWayMergePatch, jsonmergepatch.CreateThreeWayJSONMergePatch. */
const recorded: readonly RecordedPatch[] = [
  [
    "nothing new",
    "Service",
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"type":"ClusterIP"}}',
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"type":"ClusterIP"}}',
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"type":"ClusterIP","clusterIP":"198.18.0.9"}}',
    "{}",
  ],
  [
    "another type",
    "Service",
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"type":"ClusterIP"}}',
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"type":"LoadBalancer"}}',
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"type":"ClusterIP","clusterIP":"198.18.0.9"}}',
    '{"spec":{"type":"LoadBalancer"}}',
  ],
  [
    "a field that the last manifest had",
    "Service",
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"type":"LoadBalancer","loadBalancerIP":"198.19.0.5"}}',
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"type":"LoadBalancer"}}',
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"type":"LoadBalancer","loadBalancerIP":"198.19.0.5","clusterIP":"198.18.0.9"}}',
    '{"spec":{"loadBalancerIP":null}}',
  ],
  [
    "a field that others have set stays",
    "Service",
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"type":"LoadBalancer"}}',
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"type":"LoadBalancer"}}',
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"type":"LoadBalancer","loadBalancerIP":"198.19.0.5"}}',
    "{}",
  ],
  [
    "a field that somebody has changed meanwhile",
    "Service",
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"externalTrafficPolicy":"Cluster"}}',
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"externalTrafficPolicy":"Cluster"}}',
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"externalTrafficPolicy":"Local"}}',
    '{"spec":{"externalTrafficPolicy":"Cluster"}}',
  ],
  [
    "never applied before",
    "Service",
    "null",
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"selector":{"app":"web"}}}',
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"selector":{"app":"old"},"clusterIP":"198.18.0.9"}}',
    '{"spec":{"selector":{"app":"web"}}}',
  ],
  [
    "a selector's key has gone",
    "Service",
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"selector":{"app":"web","tier":"front"}}}',
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"selector":{"app":"web"}}}',
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"selector":{"app":"web","tier":"front"}}}',
    '{"spec":{"selector":{"tier":null}}}',
  ],
  [
    "the whole selector has gone",
    "Service",
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"selector":{"app":"web"},"type":"ClusterIP"}}',
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"type":"ClusterIP"}}',
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"selector":{"app":"web"},"type":"ClusterIP"}}',
    '{"spec":{"selector":null}}',
  ],
  [
    "a port more",
    "Service",
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"ports":[{"name":"http","port":80,"protocol":"TCP"}]}}',
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"ports":[{"name":"http","port":80,"protocol":"TCP"},{"name":"admin","port":81,"protocol":"TCP"}]}}',
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"ports":[{"name":"http","port":80,"protocol":"TCP","nodePort":30100}]}}',
    '{"spec":{"$setElementOrder/ports":[{"port":80},{"port":81}],"ports":[{"name":"admin","port":81,"protocol":"TCP"}]}}',
  ],
  [
    "a port less",
    "Service",
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"ports":[{"name":"http","port":80,"protocol":"TCP"},{"name":"admin","port":81,"protocol":"TCP"}]}}',
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"ports":[{"name":"http","port":80,"protocol":"TCP"}]}}',
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"ports":[{"name":"http","port":80,"protocol":"TCP","nodePort":30100},{"name":"admin","port":81,"protocol":"TCP"}]}}',
    '{"spec":{"$setElementOrder/ports":[{"port":80}],"ports":[{"$patch":"delete","port":81}]}}',
  ],
  [
    "a port that others have added stays",
    "Service",
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"ports":[{"name":"http","port":80,"protocol":"TCP"}]}}',
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"ports":[{"name":"http","port":80,"protocol":"TCP"}]}}',
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"ports":[{"name":"http","port":80,"protocol":"TCP"},{"name":"admin","port":81,"protocol":"TCP"}]}}',
    '{"spec":{"$setElementOrder/ports":[{"port":80}]}}',
  ],
  [
    "a port's target",
    "Service",
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"ports":[{"name":"http","port":80,"protocol":"TCP","targetPort":8080}]}}',
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"ports":[{"name":"http","port":80,"protocol":"TCP","targetPort":8081}]}}',
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"ports":[{"name":"http","port":80,"protocol":"TCP","targetPort":8080,"nodePort":30100}]}}',
    '{"spec":{"$setElementOrder/ports":[{"port":80}],"ports":[{"port":80,"targetPort":8081}]}}',
  ],
  [
    "a port's target has gone",
    "Service",
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"ports":[{"name":"http","port":80,"protocol":"TCP","targetPort":8080}]}}',
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"ports":[{"name":"http","port":80,"protocol":"TCP"}]}}',
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"ports":[{"name":"http","port":80,"protocol":"TCP","targetPort":8080}]}}',
    '{"spec":{"$setElementOrder/ports":[{"port":80}],"ports":[{"port":80,"targetPort":null}]}}',
  ],
  [
    "ports in another order",
    "Service",
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"ports":[{"name":"a","port":80,"protocol":"TCP"},{"name":"b","port":81,"protocol":"TCP"}]}}',
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"ports":[{"name":"b","port":81,"protocol":"TCP"},{"name":"a","port":80,"protocol":"TCP"}]}}',
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"ports":[{"name":"a","port":80,"protocol":"TCP"},{"name":"b","port":81,"protocol":"TCP"}]}}',
    '{"spec":{"$setElementOrder/ports":[{"port":81},{"port":80}]}}',
  ],
  [
    "an annotation",
    "Service",
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{}}',
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web","annotations":{"io.cilium/lb-ipam-ips":"198.19.0.30"}},"spec":{}}',
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web","uid":"1"},"spec":{}}',
    '{"metadata":{"annotations":{"io.cilium/lb-ipam-ips":"198.19.0.30"}}}',
  ],
  [
    "a null takes a field away",
    "Service",
    "null",
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"loadBalancerIP":null}}',
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"loadBalancerIP":"198.19.0.5"}}',
    '{"spec":{"loadBalancerIP":null}}',
  ],
  [
    "a null for what is not there",
    "Service",
    "null",
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"loadBalancerIP":null}}',
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"type":"ClusterIP"}}',
    '{"spec":{"loadBalancerIP":null}}',
  ],
  [
    "a plain list is one value",
    "Service",
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"externalIPs":["10.0.0.1"]}}',
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"externalIPs":["10.0.0.1","10.0.0.2"]}}',
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"externalIPs":["10.0.0.1"]}}',
    '{"spec":{"externalIPs":["10.0.0.1","10.0.0.2"]}}',
  ],
  [
    "a plain list has gone",
    "Service",
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"externalIPs":["10.0.0.1"],"type":"ClusterIP"}}',
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"type":"ClusterIP"}}',
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"externalIPs":["10.0.0.1"],"type":"ClusterIP"}}',
    '{"spec":{"externalIPs":null}}',
  ],
  [
    "a Corefile",
    "ConfigMap",
    "null",
    '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"coredns"},"data":{"Corefile":".:53 {}"}}',
    '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"coredns"},"data":{"Corefile":".:54 {}"}}',
    '{"data":{"Corefile":".:53 {}"}}',
  ],
  [
    "a key has gone",
    "ConfigMap",
    '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"coredns"},"data":{"Corefile":"x","NodeHosts":"y"}}',
    '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"coredns"},"data":{"Corefile":"x"}}',
    '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"coredns"},"data":{"Corefile":"x","NodeHosts":"y"}}',
    '{"data":{"NodeHosts":null}}',
  ],
  ...morePatches,
];

interface ThreeWayCase {
  readonly what: string;
  readonly kind: AppliedKind;
  readonly original: JsonMap | null;
  readonly modified: JsonMap;
  readonly current: JsonMap;
  readonly patch: JsonMap;
}

export const recordedPatches: readonly ThreeWayCase[] = recorded.map(
  ([what, kind, original, modified, current, patch]) => ({
    what,
    kind,
    original: JSON.parse(original) as JsonMap | null,
    modified: JSON.parse(modified) as JsonMap,
    current: JSON.parse(current) as JsonMap,
    patch: JSON.parse(patch) as JsonMap,
  }),
);
