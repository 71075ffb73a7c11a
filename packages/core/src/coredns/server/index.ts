export { CoreDnsServer, type ListenerEndpoint, type ProcessState } from "./core-dns-server.ts";
export { makeCoreDns } from "./make-core-dns.ts";
export type { ProcessSettings } from "./process-settings.ts";
export type { CoreDnsSurroundings } from "./surroundings.ts";
