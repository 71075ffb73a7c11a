/** A row of the list of traps that no configuration brings about or takes away: how a server is, which a law holds the twin to. */
export interface PropertyTrap {
  readonly id: string;
  readonly trap: string;
  /** One sentence, with which its page starts. */
  readonly title: string;
}

export const propertyTraps: readonly PropertyTrap[] = [
  {
    id: "long-questions",
    trap: "T34",
    title: "CoreDNS answers FORMERR to a question of more than 512 octets over UDP.",
  },
];
