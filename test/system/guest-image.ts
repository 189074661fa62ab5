import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** In the order in which they need each other (Debian's kernel 6.1). */
const MODULES = [
  ...["virtio_ring", "virtio", "virtio_pci_modern_dev", "virtio_pci_legacy_dev", "virtio_pci"],
  ...["netfs", "fscache", "9pnet", "9pnet_virtio", "9p", "failover", "net_failover", "virtio_net"],
  ...["usb-common", "usbcore", "usbip-core", "vhci-hcd", "hid", "hid-generic", "usbhid"],
];

export interface Kernel {
  readonly image: string;
  /** A file system in memory with busybox, the modules and `init`; all else is the host's, read-only. */
  initramfs(init: string): Buffer;
}

/** A folder as scripts/guest-kernel.sh leaves it. */
export function kernelIn(folder: string): Kernel {
  const [name] = readdirSync(join(folder, "boot"));
  if (name === undefined) throw new Error(`no kernel in ${folder}`);
  const modules = join(folder, "lib", "modules");
  const found = readdirSync(modules, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ko"));
  const pathOf = (module: string) => {
    const path = found.find((file) => file.endsWith(`/${module}.ko`));
    if (path === undefined) throw new Error(`${folder} has no module ${module}`);
    return join(modules, path);
  };
  return {
    image: join(folder, "boot", name),
    initramfs(init) {
      const busybox = readFileSync("/bin/busybox");
      return newc([
        ...["bin", "modules", "host", "proc", "sys", "dev"].map((path) => ({ path })),
        { path: "bin/busybox", content: busybox },
        { path: "init", content: Buffer.from(init) },
        ...MODULES.map((module) => ({ path: `modules/${module}.ko`, content: readFileSync(pathOf(module)) })),
      ]);
    },
  };
}

export const LOAD_MODULES = MODULES.map((module) => `insmod /modules/${module}.ko`).join("\n");

interface Entry {
  readonly path: string;
  /** A folder has none. */
  readonly content?: Buffer;
}

const FOLDER = 0o040755;
const PROGRAM = 0o100755;

/** The cpio format "newc" (linux/Documentation/driver-api/early-userspace/buffer-format.rst). */
function newc(entries: readonly Entry[]): Buffer {
  const pad = (buffer: Buffer) => Buffer.concat([buffer, Buffer.alloc((4 - (buffer.length % 4)) % 4)]);
  const record = (path: string, mode: number, content: Buffer, inode: number) => {
    const numbers = [inode, mode, 0, 0, 1, 0, content.length, 0, 0, 0, 0, path.length + 1, 0];
    const head = `070701${numbers.map((number) => number.toString(16).padStart(8, "0")).join("")}`;
    return [pad(Buffer.from(`${head}${path}\0`)), pad(content)];
  };
  const records = entries.flatMap(({ path, content }, i) =>
    record(path, content ? PROGRAM : FOLDER, content ?? Buffer.alloc(0), i + 1),
  );
  return Buffer.concat([...records, ...record("TRAILER!!!", 0, Buffer.alloc(0), 0)]);
}
