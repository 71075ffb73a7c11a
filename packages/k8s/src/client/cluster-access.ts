/** How one context of a kubeconfig reaches its cluster, checked; paths are absolute. */
export interface ClusterAccess {
  /** Without a slash at the end; may have a path of its own, as behind Rancher. */
  readonly server: string;
  readonly authority: FileOrData | null;
  readonly tlsServerName: string | null;
  readonly isTlsVerified: boolean;
  readonly proxyUrl: string | null;
  readonly credentials: Credentials;
}

/** Base64 in the kubeconfig, or a file beside it. */
export type FileOrData =
  | { readonly kind: "data"; readonly base64: string }
  | { readonly kind: "file"; readonly path: string };

export interface Credentials {
  readonly token: string | null;
  readonly tokenFile: string | null;
  readonly certificate: FileOrData | null;
  readonly key: FileOrData | null;
  readonly basic: { readonly username: string; readonly password: string } | null;
  readonly exec: ExecPlugin | null;
}

/** A program that prints credentials. */
export interface ExecPlugin {
  /** The caller's own path of it. */
  readonly program: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly apiVersion: string;
}

/** What a kubeconfig may do only where the caller says so: each lets the file decide what runs, or who listens. */
export interface Allowance {
  /** The absolute path of the one program that may be run for credentials. */
  readonly exec: string | null;
  readonly risks: readonly Risk[];
}

export const risks = ["proxy", "insecure-tls", "basic-auth"] as const;
export type Risk = (typeof risks)[number];

export const nothingAllowed: Allowance = { exec: null, risks: [] };
