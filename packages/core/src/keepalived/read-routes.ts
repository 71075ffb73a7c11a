import { type Address, isIpv4 } from "../dns/index.ts";
import type { Statement } from "./ast.ts";
import type { VirtualRoute } from "./settings.ts";
import type { StatementReader } from "./statement-reader.ts";

/** The routes of a block, one on each line. */
export function readRoutes(statement: Statement, reader: StatementReader): readonly VirtualRoute[] {
  return (statement.block?.statements ?? []).flatMap((inner) => new RouteReading(inner, reader).read());
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));
const FLAGS = words("onlink no_track add prepend append");
/** Followed by a word, or by `lock` and a word; it decides nothing about where a packet goes. */
const VALUED = words(
  "tos dsfield protocol scope metric priority preference expires mtu hoplimit advmss rtt rttvar reordering window cwnd ssthresh realms rto_min initcwnd initrwnd features quickack congctl pref ttl-propagate fastopen_no_cookie",
);
/** Where a packet does not simply go to one neighbour. */
const NOT_MODELLED = words(
  "nexthop or encap from vrf local broadcast multicast throw unreachable prohibit blackhole nat anycast",
);
const EVERYTHING = words("default any all");

/** vrrp_iproute.c alloc_route: words in any order. One that cannot be read takes the whole route with it. */
class RouteReading {
  readonly #statement: Statement;
  readonly #reader: StatementReader;
  readonly #route = { destination: "", via: null, device: null, source: null } as {
    -readonly [Field in keyof VirtualRoute]: VirtualRoute[Field];
  };
  #family: "IPv4" | "IPv6" | null = null;
  #at = 0;
  #isLost = false;

  constructor(statement: Statement, reader: StatementReader) {
    this.#statement = statement;
    this.#reader = reader;
  }

  read(): readonly VirtualRoute[] {
    for (; !this.#isLost && this.#at < this.#statement.words.length; this.#at += 1) this.#take(this.#word());
    if (this.#isLost) return [];
    if (this.#route.destination === "") return this.#lose("It has no destination");
    const isEverything = this.#route.destination === "default" && this.#family === "IPv6";
    return [isEverything ? { ...this.#route, destination: "::/0" } : this.#route];
  }

  #take(word: string): void {
    if (FLAGS.has(word)) return;
    if (VALUED.has(word)) this.#passOver();
    else if (NOT_MODELLED.has(word)) this.#leaveOut(`What "${word}" does to a route is not modelled: it is left out.`);
    else if (word === "to" || word === "unicast") this.#takeDestination(this.#next());
    else if (!this.#takeOption(word)) this.#takeDestination(word);
  }

  #passOver(): void {
    if (this.#next() === "lock") this.#next();
  }

  #takeOption(word: string): boolean {
    switch (word) {
      case "inet":
      case "inet6":
        // alloc_route goes on by two words here.
        this.#setFamily(word === "inet" ? "IPv4" : "IPv6");
        this.#at += 1;
        return true;
      case "dev":
      case "oif":
        this.#route.device = this.#next();
        return true;
      case "src":
        this.#route.source = this.#address();
        return true;
      case "via":
      case "gw":
        this.#route.via = this.#gateway();
        return true;
      case "table":
        this.#takeTable(this.#next());
        return true;
      default:
        return false;
    }
  }

  #takeDestination(word: string): void {
    const isEverything = EVERYTHING.has(word) || word === "default6";
    if (word === "default6") this.#setFamily("IPv6");
    if (isEverything) this.#route.destination = "default";
    if (isEverything || this.#isLost) return;
    const read = this.#reader.interfaceAddress(this.#statement, this.#at);
    if (read === null) {
      this.#isLost = true;
      return;
    }
    this.#route.destination = `${read.address}/${read.length}`;
    this.#setFamily(isIpv4(read.address) ? "IPv4" : "IPv6");
  }

  #takeTable(table: string): void {
    if (table === "main" || table === "254") return;
    this.#leaveOut(`Routes of the table "${table}" are not modelled: it is left out.`);
  }

  #gateway(): Address | null {
    const family = this.#statement.words[this.#at + 1]?.value;
    if (family === "inet" || family === "inet6") this.#setFamily(family === "inet" ? "IPv4" : "IPv6");
    if (family === "inet" || family === "inet6") this.#at += 1;
    return this.#address();
  }

  #address(): Address | null {
    this.#at += 1;
    const address = this.#reader.address(this.#statement, this.#at);
    if (address === null) this.#isLost = true;
    else this.#setFamily(isIpv4(address) ? "IPv4" : "IPv6");
    return address;
  }

  #setFamily(family: "IPv4" | "IPv6"): void {
    this.#family ??= family;
    if (this.#family !== family && !this.#isLost) this.#lose(`It is of ${this.#family} and of ${family}`);
  }

  #word(): string {
    return this.#statement.words[this.#at]?.value ?? "";
  }

  #next(): string {
    this.#at += 1;
    const word = this.#reader.word(this.#statement, this.#at);
    if (word === undefined) this.#isLost = true;
    return word ?? "";
  }

  #lose(why: string): readonly VirtualRoute[] {
    this.#isLost = true;
    this.#reader.ignored(this.#statement, "KEEPALIVED_BAD_VALUE", why);
    return [];
  }

  #leaveOut(message: string): void {
    this.#isLost = true;
    this.#reader.warn(this.#statement.span, "KEEPALIVED_UNSUPPORTED", message);
  }
}
