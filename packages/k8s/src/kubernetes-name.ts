/** RFC 1123 labels with dots between them: names of ConfigMaps, and of most objects. */
const SUBDOMAIN = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;
const LABEL = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;

/** A namespace and a name that may stand in the path of a request: `..` there would ask for something else. */
export interface ObjectName {
  readonly namespace: string;
  readonly name: string;
}

/** Reads `NAMESPACE/NAME` as Kubernetes lets them be; null for anything else. */
export function parseObjectName(text: string): ObjectName | null {
  const [namespace = "", name = "", rest] = text.split("/");
  const fits = LABEL.test(namespace) && namespace.length <= 63 && SUBDOMAIN.test(name) && name.length <= 253;
  return fits && rest === undefined ? { namespace, name } : null;
}
