import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { TLS_FILES } from "./variant.ts";

/** What the tutorial's forwarders are expected to show. */
const RESOLVER = "one.one.one.one";

/** Copies the lab's authority and the public resolver's certificate into a host's folder; makes them first where they are not. */
export function writeCertificates(into: string, folder: string): void {
  const names = Object.values(TLS_FILES);
  if (names.some((name) => !existsSync(join(folder, name)))) makeCertificates(folder);
  for (const name of names) copyFileSync(join(folder, name), join(into, name));
}

function makeCertificates(folder: string): void {
  const { authority, certificate, key } = TLS_FILES;
  const openssl = (...args: readonly string[]): void =>
    void execFileSync("openssl", args, { cwd: folder, stdio: "ignore" });
  const fresh = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "3650"];
  openssl("req", "-x509", ...fresh, "-keyout", "lab-ca.key", "-out", authority, "-subj", "/CN=lab");
  openssl("req", ...fresh, "-keyout", key, "-out", "lab-dot.csr", "-subj", `/CN=${RESOLVER}`);
  writeFileSync(join(folder, "lab-dot.ext"), `subjectAltName=DNS:${RESOLVER}\n`);
  const signing = ["-CA", authority, "-CAkey", "lab-ca.key", "-CAcreateserial", "-extfile", "lab-dot.ext"];
  openssl("x509", "-req", "-in", "lab-dot.csr", ...signing, "-days", "3650", "-out", certificate);
}
