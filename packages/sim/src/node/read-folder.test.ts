import { execFileSync, spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { FileLookup } from "@splithorizon/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readFolder } from "./read-folder.ts";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "read-folder-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(path: string, text: string): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

function describeLookup(found: FileLookup): string {
  switch (found.kind) {
    case "file":
      return `file: ${Buffer.from(found.source.bytes).toString()}`;
    case "refused":
      return `refused: ${found.reason}`;
    default:
      return found.kind;
  }
}

function lookUp(path: string, root = folder): string {
  return describeLookup(readFolder(root).lookUp(path));
}

describe("what is read", () => {
  it("regular files, however deep, by their path from the folder", () => {
    put("site.yaml", "a");
    put("dns1/etc/bind/named.conf", "b");
    const tree = readFolder(folder);
    const paths = ["/site.yaml", "/dns1/etc/bind/named.conf", "/dns1/etc", "/dns1/etc/passwd", "/"];
    expect(paths.map((path) => describeLookup(tree.lookUp(path)))).toEqual([
      "file: a",
      "file: b",
      "directory",
      "missing",
      "directory",
    ]);
    expect(tree.glob("/dns1/etc/bind/*")).toEqual(["/dns1/etc/bind/named.conf"]);
  });

  it("octets as they are, names as strange as they may be", () => {
    put("__proto__/constructor", "\u{feff}\r\n\0");
    expect(lookUp("/__proto__/constructor")).toBe("file: \u{feff}\r\n\0");
  });

  it("the folder itself may be named through a link: its operator did that", () => {
    put("real/site.yaml", "a");
    symlinkSync(join(folder, "real"), join(folder, "link"));
    expect(lookUp("/site.yaml", join(folder, "link"))).toBe("file: a");
  });

  it("a folder that is not there is the file system's error", () => {
    expect(() => readFolder(join(folder, "none"))).toThrow("ENOENT");
  });
});

describe("nothing outside is reached, and nothing waits (threat model, row 1)", () => {
  it.each([
    ["a link to a file outside", "/etc/passwd", "link", "/link", "refused: it is a symbolic link"],
    ["a link to a folder outside", "/etc", "link", "/link", "refused: it is a symbolic link"],
    ["a file behind it", "/etc", "link", "/link/passwd", "refused: /link is not read: it is a symbolic link"],
    ["a link upwards", "..", "link", "/link/x/site.yaml", "refused: /link is not read: it is a symbolic link"],
    ["a link inside", "site.yaml", "link", "/link", "refused: it is a symbolic link"],
    ["a link to nothing", "nowhere", "link", "/link", "refused: it is a symbolic link"],
    ["a link to a device", "/dev/zero", "link", "/link", "refused: it is a symbolic link"],
  ])("%s", (_what, target, name, path, expected) => {
    put("site.yaml", "a");
    symlinkSync(target, join(folder, name));
    const tree = readFolder(folder);
    expect(describeLookup(tree.lookUp(path))).toBe(expected);
    expect(describeLookup(tree.lookUp("/site.yaml"))).toBe("file: a");
    expect(tree.glob("/*")).toEqual(["/link", "/site.yaml"]);
  });

  it("a pipe without a writer", () => {
    execFileSync("mkfifo", [join(folder, "pipe")]);
    expect(lookUp("/pipe")).toBe("refused: it is a pipe");
  });

  it("a socket", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(join(folder, "socket"), resolve));
    expect(lookUp("/socket")).toBe("refused: it is a socket");
    await new Promise((resolve) => server.close(resolve));
  });

  it.skipIf(process.getuid?.() !== 0)("a device (as root, who can make one)", () => {
    execFileSync("mknod", [join(folder, "zero"), "c", "1", "5"]);
    expect(lookUp("/zero")).toBe("refused: it is a device");
  });

  it("a path upwards names nothing", () => {
    put("site.yaml", "a");
    expect(["/../etc/passwd", "/./site.yaml", "site.yaml"].map((path) => lookUp(path))).toEqual([
      "missing",
      "missing",
      "missing",
    ]);
  });

  it("a folder and a file that turn into links while they are read are never followed", async () => {
    const outside = mkdtempSync(join(tmpdir(), "outside-"));
    writeFileSync(join(outside, "file"), "secret");
    put("dir/file", "inside");
    put("file", "inside");
    const swap = `const fs=require("fs");for(;;){for(const [name,to] of [["dir",${JSON.stringify(outside)}],["file",${JSON.stringify(join(outside, "file"))}]]){
      try{fs.renameSync(name,name+".kept");fs.symlinkSync(to,name);fs.unlinkSync(name);fs.renameSync(name+".kept",name)}catch{}}}`;
    const swapper = spawn(process.execPath, ["-e", swap], { cwd: folder, stdio: "ignore" });
    try {
      await sleep(200);
      const seen = new Set<string>();
      for (let tries = 0; tries < 1500; tries += 1) {
        const tree = readFolder(folder);
        for (const path of tree.glob("/dir*/file")) seen.add(describeLookup(tree.lookUp(path)));
        seen.add(describeLookup(tree.lookUp("/file")));
      }
      expect([...seen].filter((text) => text.includes("secret"))).toEqual([]);
      expect(seen).toContain("file: inside");
      expect([...seen].some((text) => text.startsWith("refused: it"))).toBe(true);
    } finally {
      swapper.kill("SIGKILL");
      rmSync(outside, { recursive: true });
    }
  });
});

describe("limits", () => {
  it("a file that is too large is refused, the others are read", () => {
    put("small", "1234");
    put("large", "12345");
    const tree = readFolder(folder, { maxFileOctets: 4 });
    expect([tree.lookUp("/small"), tree.lookUp("/large")].map(describeLookup)).toEqual([
      "file: 1234",
      "refused: it is larger than 4 octets",
    ]);
  });

  it("a file that says it is a terabyte is not read", () => {
    truncateSync(put("sparse", ""), 2 ** 40);
    expect(lookUp("/sparse")).toBe("refused: it is larger than 134217728 octets");
  });

  it.each([
    ["files", { maxFiles: 2 }, ["a", "b", "c"], "holds more than 2 files and folders"],
    ["folders", { maxFiles: 2 }, ["a/b/c"], "holds more than 2 files and folders"],
    ["octets together", { maxOctets: 5 }, ["a", "b"], "holds more than 5 octets"],
  ])("too many %s stop the reading", (_what, limits, paths, expected) => {
    for (const path of paths) put(path, "123");
    expect(() => readFolder(folder, limits)).toThrow(expected);
  });

  it("exactly as many as allowed are read", () => {
    put("a", "123");
    put("b", "45");
    expect(readFolder(folder, { maxFiles: 2, maxOctets: 5 }).glob("/*")).toEqual(["/a", "/b"]);
  });

  it.each([".git", "node_modules"])("a folder %s is not walked through", (name) => {
    put(`${name}/config`, "a");
    put("site.yaml", "b");
    const tree = readFolder(folder, { maxFiles: 2 });
    expect(describeLookup(tree.lookUp(`/${name}/config`))).toBe(
      `refused: /${name} is not read: no folder ${name} is read`,
    );
  });
});

describe("what may not be read", () => {
  const isRoot = process.getuid?.() === 0;

  it.skipIf(isRoot)("is refused by name, file or folder, and the rest is read (root may read everything)", () => {
    chmodSync(put("secret", "a"), 0o000);
    put("closed/file", "a");
    put("open", "b");
    chmodSync(join(folder, "closed"), 0o000);
    const tree = readFolder(folder);
    chmodSync(join(folder, "closed"), 0o700);
    expect(["/secret", "/closed", "/closed/file", "/open"].map((path) => describeLookup(tree.lookUp(path)))).toEqual([
      "refused: it may not be read",
      "refused: it may not be read",
      "refused: /closed is not read: it may not be read",
      "file: b",
    ]);
  });

  it.skipIf(!isRoot)("is refused by name (as root, by a process that has given its rights away)", () => {
    chmodSync(put("secret", "a"), 0o000);
    put("closed/file", "a");
    put("open", "b");
    chmodSync(join(folder, "closed"), 0o000);
    chmodSync(folder, 0o755);
    const program = `
      process.setgid(65534); process.setuid(65534);
      const { readFolder } = await import(${JSON.stringify(join(import.meta.dirname, "read-folder.ts"))});
      const tree = readFolder(${JSON.stringify(folder)});
      console.log(JSON.stringify(["/secret", "/closed", "/closed/file", "/open"].map((path) => { const { kind, reason } = tree.lookUp(path); return [kind, reason]; })));`;
    const output = execFileSync(process.execPath, ["--input-type=module", "-e", program], { encoding: "utf8" });
    expect(JSON.parse(output)).toEqual([
      ["refused", "it may not be read"],
      ["refused", "it may not be read"],
      ["refused", "/closed is not read: it may not be read"],
      ["file", null],
    ]);
  });
});
