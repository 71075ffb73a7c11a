import { describe, expect, it } from "vitest";
import { shown, stage, TUTORIAL_MOMENT } from "./kloud-lan.fixture.ts";

const DAY = 86_400;
const kubeDnsMade = 1_700_488_934;

// Each command of the tutorial that is not a question, with the output that it prints there.
describe("kubectl get services", () => {
  it("-n linkerd-viz web, on two days", () => {
    const web = 1_703_754_740;
    expect(shown("services -n linkerd-viz web", stage(), web + 5 * DAY)).toBe(
      "NAME   TYPE           CLUSTER-IP     EXTERNAL-IP   PORT(S)             AGE\n" +
        "web    LoadBalancer   198.18.0.245   198.19.0.5    8084/TCP,9994/TCP   5d\n",
    );
    expect(shown("svc -n linkerd-viz web", stage(), web + 4 * DAY + 9 * 3600)).toMatch(/ 4d9h\n$/);
  });

  it("kube-dns before it has an external address", () => {
    expect(shown("svc kube-dns -n kube-system", stage("kloud-lan-default"), kubeDnsMade + 23 * DAY)).toBe(
      "NAME       TYPE        CLUSTER-IP    EXTERNAL-IP   PORT(S)                  AGE\n" +
        "kube-dns   ClusterIP   198.18.0.10   <none>        53/UDP,53/TCP,9153/TCP   23d\n",
    );
  });

  // The tutorial's columns are wider here: it shows a part of a longer list.
  it("kube-dns afterwards", () => {
    expect(shown("svc -n kube-system kube-dns")).toBe(
      "NAME       TYPE           CLUSTER-IP    EXTERNAL-IP   PORT(S)                  AGE\n" +
        "kube-dns   LoadBalancer   198.18.0.10   198.19.0.30   53/UDP,53/TCP,9153/TCP   43d\n",
    );
  });

  it("-o yaml | grep -i healthCheckNodePort", () => {
    const lines = shown("services -n kube-system kube-dns -o yaml").split("\n");
    // 31033 in the tutorial's first listing, 31003 in the second and in curl's: one of them is a slip.
    expect(lines.filter((line) => /healthCheckNodePort/i.test(line))).toEqual(["  healthCheckNodePort: 31003"]);
    const spec = lines.slice(lines.indexOf("spec:"), lines.indexOf("status:"));
    expect(spec.filter((line) => /^ {2}(allocate|external|health|internal)/.test(line))).toEqual([
      "  allocateLoadBalancerNodePorts: false",
      "  externalTrafficPolicy: Local",
      "  healthCheckNodePort: 31003",
      "  internalTrafficPolicy: Cluster",
    ]);
  });
});

describe("the CoreDNS pods", () => {
  it("kubectl get configmap coredns -n kube-system -o yaml", () => {
    expect(shown("configmap coredns -n kube-system -o yaml", stage("kloud-lan-default"))).toBe(`apiVersion: v1
data:
  Corefile: |
    .:53 {
        errors
        health {
           lameduck 5s
        }
        ready
        kubernetes cluster.local in-addr.arpa ip6.arpa {
           pods insecure
           fallthrough in-addr.arpa ip6.arpa
           ttl 30
        }
        prometheus :9153
        forward . /etc/resolv.conf {
           max_concurrent 1000
        }
        cache 30
        loop
        reload
        loadbalance
    }
kind: ConfigMap
metadata:
  creationTimestamp: "2023-11-20T14:02:14Z"
  name: coredns
  namespace: kube-system
`);
  });

  it("kubectl get pods -n kube-system -l k8s-app=kube-dns: two", () => {
    expect(shown("pods -n kube-system -l k8s-app=kube-dns")).toBe(
      "NAME                       READY   STATUS    RESTARTS   AGE\n" +
        "coredns-5dd5756b68-7wq2m   1/1     Running   0          43d\n" +
        "coredns-5dd5756b68-x4k9t   1/1     Running   0          43d\n",
    );
  });

  it("the nodes that host them, as JSONPath and as a column of our own", () => {
    expect(shown('pods -n kube-system -l k8s-app=kube-dns -o jsonpath={.items[*].spec.nodeName}{"\\n"}')).toBe(
      "k8s1master1 k8s1master2\n",
    );
    expect(
      shown("pod -n kube-system -l k8s-app=kube-dns --output=custom-columns=NODE:.spec.nodeName --no-headers"),
    ).toBe("k8s1master1\nk8s1master2\n");
  });

  it("kubectl logs -l k8s-app=kube-dns: two times the message", () => {
    const lines = shown("log").split("\n");
    expect(
      lines.filter((line) => /^\[INFO\] plugin\/reload: Running configuration SHA512 = [0-9a-f]{128}$/.test(line)),
    ).toHaveLength(2);
  });
});

it("curl http://localhost:31003/healthz on a node that runs CoreDNS", () => {
  expect(shown("healthz k8s1master1 31003")).toBe(`{
\t"service": {
\t\t"namespace": "kube-system",
\t\t"name": "kube-dns"
\t},
\t"localEndpoints": 1,
\t"serviceProxyHealthy": true
}`);
});

it("the blocks of the cluster", () => {
  expect(shown("cidrs")).toBe("Pods CIDR: 100.64.0.0/16\nService CIDR (Cluster IP): 198.18.0.0/16\n");
});

it("ip route add 100.64.0.0/16 and 198.19.0.0/16 via 192.168.13.91, on both BIND hosts", () => {
  for (const host of ["dns1", "dns2"]) {
    expect(shown(`routes ${host}`)).toContain("100.64.0.0/16 via 192.168.13.91 dev eth0 \n");
    expect(shown(`routes ${host}`)).toContain("198.19.0.0/16 via 192.168.13.91 dev eth0 \n");
    expect(shown(`routes -n ${host}`)).toContain(
      "198.19.0.0      192.168.13.91   255.255.0.0     UG    0      0        0 eth0\n",
    );
  }
});

it("the external address is announced as a /32, Local from the nodes with a CoreDNS pod alone", () => {
  const announced = (name: string): readonly string[] => {
    const block = /^198\.19\.0\.30 .*\n((?:\t.*\n)*)/m.exec(shown("routes router", stage(name)))?.[1] ?? "";
    return block.split("\n").slice(0, -1);
  };
  expect(announced("kloud-lan-policy-local")).toEqual([
    "\tnexthop via 192.168.14.31 dev eth1 weight 1 ",
    "\tnexthop via 192.168.14.32 dev eth1 weight 1 ",
  ]);
  expect(announced("kloud-lan-policy-cluster")).toHaveLength(3);
  expect(shown("routes router", stage("kloud-lan-default"))).not.toContain("198.19.0.30");
});

it("the virtual address stands at dns1", () => {
  expect(shown("vrrp")).toBe(
    "HOST   INSTANCE   VRID   STATE    PRIORITY   ADDRESSES       WHY\n" +
      "dns1   VI_1       51     active   101        192.168.13.10   no active one that it hears is stronger than priority 101\n" +
      "dns2   VI_1       51     backup   100        192.168.13.10   dns1 has priority 101, dns2 100\n",
  );
});

it("the pool that kube-dns has its address from", () => {
  expect(shown("pools", stage(), TUTORIAL_MOMENT)).toBe(
    "NAME          DISABLED   CONFLICTING   IPS AVAILABLE   AGE\n" +
      "kube-system   false      False         9               43d\n" +
      "services      false      False         28              43d\n" +
      "\n" +
      "ADDRESS       POOL          SERVICE\n" +
      "198.19.0.30   kube-system   kube-system/kube-dns\n" +
      "198.19.0.5    services      linkerd-viz/web\n",
  );
});
