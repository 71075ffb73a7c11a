import { describe, expect, it } from "vitest";
import { nameOf } from "../../dns/index.ts";
import { hashOf } from "./hashed-names.ts";
import { sha1 } from "./sha1.ts";

describe("SHA-1", () => {
  const hex = (octets: Uint8Array): string => [...octets].map((octet) => octet.toString(16).padStart(2, "0")).join("");
  // FIPS 180-4's own examples.
  it.each([
    ["abc", "a9993e364706816aba3e25717850c26c9cd0d89d"],
    ["abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "84983e441c3bd26ebaae4aa1f95129e5e54670f1"],
  ])("%s", (text, digest) => {
    expect(hex(sha1(new TextEncoder().encode(text)))).toBe(digest);
  });

  it.each([
    [0, "da39a3ee5e6b4b0d3255bfef95601890afd80709"],
    [55, "01ba0487e7eef79b487e75248a7048858ac87c07"],
    [56, "cdfb051dd3e3e88edc3dc9bb30986d27c9b0ae79"],
    [63, "f0a42ff306a33f3810119c5da473bc360bd792ea"],
    [64, "6b4d5b862bba704d0fafe932e3f334c5f1bb7128"],
    [119, "b56d6f4694b3a4f6acf558e9227976dea557a70c"],
    [120, "c1482c9205fcff75c74442f54fbd93883ac85d63"],
    [200, "5803c6b376dc2212ea18b7b41965e682af8fad26"],
  ])("%i octets of 7, around where padding needs another block", (length, digest) => {
    expect(hex(sha1(new Uint8Array(length).fill(7)))).toBe(digest);
  });
});

describe("names hashed for NSEC3", () => {
  const parameters = { salt: Uint8Array.of(0xaa, 0xbb, 0xcc, 0xdd), iterations: 12 };
  // RFC 5155 appendix A.
  it.each([
    ["example.", "0p9mhaveqvm6t7vbl5lop2u3t2rp3tom"],
    ["a.example.", "35mthgpgcu1qg68fab165klnsnk3dpvl"],
    ["ai.example.", "gjeqe526plbf1g8mklp59enfd789njgi"],
    ["ns1.example.", "2t7b4g4vsa5smi47k61mv5bv1a22bojr"],
    ["w.example.", "k8udemvp1j2f7eg6jebps17vp3n8i58h"],
    ["*.w.example.", "r53bq7cc2uvmubfu5ocmm6pers9tk9en"],
    ["XX.Example.", "t644ebqk9bibcna874givr6joj62mlhv"],
  ])("%s", (name, hash) => {
    expect(hashOf(nameOf(name), parameters).toLowerCase()).toBe(hash);
  });
});
