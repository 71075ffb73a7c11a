import type { Address, DomainName } from "../dns/index.ts";

/** `server` statements: how named talks to one other server. Values that are not said are null. */
export interface PeerSettings {
  readonly address: Address;
  readonly prefixLength: number;
  readonly edns: boolean | null;
  readonly ednsUdpSize: number | null;
  readonly bogus: boolean | null;
  readonly tcpOnly: boolean | null;
  readonly sendCookie: boolean | null;
  readonly transferFormat: TransferFormat | null;
  readonly provideIxfr: boolean | null;
  readonly requestIxfr: boolean | null;
  readonly requestExpire: boolean | null;
  /** So many zones are copied from it at once; null: as many as from others. */
  readonly transfers: number | null;
  /** `keys`: what is said to it is signed with this one, unless a list of servers names another. */
  readonly key: DomainName | null;
  /** `query-source` or `query-source-v6`, whichever is of the server's family. */
  readonly querySource: QuerySource | null;
}

/** How many records stand in one message of a transfer. */
export type TransferFormat = "many-answers" | "one-answer";

/** `query-source`: where named asks from. */
export interface QuerySource {
  /** null: the host's own choice by its routes. */
  readonly address: Address | null;
  /** null: a random port for each question. */
  readonly port: number | null;
}
