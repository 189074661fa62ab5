import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile, readFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { build } from "esbuild";
import { packageRoot } from "../../scripts/package-root.ts";
import { kernelIn, LOAD_MODULES } from "./guest-image.ts";

/** Programs that the guest and its host need, beside a kernel. */
export const GUEST = [
  ...["qemu-system-x86_64", "busybox", "python3", "pcscd", "apt-get", "dpkg-deb"],
  ...["/lib/systemd/systemd-udevd", "/usr/lib/pcsc/drivers/ifd-ccid.bundle/Contents/Linux/libccid.so"],
];

/** A folder with Debian's kernel, fetched if it is not there yet; throws where it cannot be. */
export function guestKernel(): string {
  const folder = process.env["SHIKAKU_GUEST_KERNEL"] ?? join(homedir(), ".cache", "shikaku", "guest-kernel");
  const script = join(packageRoot(), "scripts", "guest-kernel.sh");
  return execFileSync("sh", [script, folder], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();
}

export interface Guest {
  /** The next line of JSON that the program in the guest has printed. */
  next(): Promise<Readonly<Record<string, unknown>>>;
  /** Resolves when it has switched itself off. */
  readonly ended: Promise<void>;
  console(): Promise<string>;
  stop(): Promise<void>;
}

/**
 * Boots a kernel in an emulated machine whose root is this machine's own, read-only; udevd and pcscd run in it, with `drivers` as their
 * folder of drivers, and then `program` (TypeScript), whose standard output is read here.
 */
export async function bootGuest(kernelFolder: string, program: string, words: readonly string[], drivers: string) {
  const folder = await mkdtemp(join(tmpdir(), "shikaku-guest-"));
  const [bundle, initrd, log, empty] = ["program.cjs", "initrd", "console.log", "empty"].map((name) =>
    join(folder, name),
  ) as [string, string, string, string];
  await mkdir(empty);
  // Packages with native parts are found by NODE_PATH, which only `require` heeds.
  await build({
    ...{ entryPoints: [program], outfile: bundle, bundle: true, platform: "node", format: "cjs", logLevel: "error" },
    ...{ external: ["koffi", "node-hid", "serialport"], supported: { "dynamic-import": false } },
  });
  const kernel = kernelIn(kernelFolder);
  const start = [process.execPath, bundle, ...words].join(" ");
  await writeFile(initrd, kernel.initramfs(initScript({ start, drivers, empty })));
  const machine = [
    ...["-accel", "tcg,thread=multi", "-cpu", "max", "-M", "q35", "-m", "1024", "-smp", "2", "-nodefaults"],
    ...["-display", "none", "-no-reboot", "-monitor", "none", "-kernel", kernel.image, "-initrd", initrd],
    ...["-append", "console=ttyS0 quiet panic=-1", "-serial", `file:${log}`, "-serial", "stdio"],
    ...["-netdev", "user,id=n0", "-device", "virtio-net-pci,netdev=n0"],
    ...["-virtfs", "local,path=/,mount_tag=hostroot,security_model=none,readonly=on,multidevs=remap"],
  ];
  const child = spawn("qemu-system-x86_64", machine, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit").then(() => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  /** What was said that is no JSON, for whoever has to find out why. */
  const other: string[] = [];
  const guest: Guest = {
    async next() {
      for (;;) {
        const { value, done } = (await lines.next()) as IteratorResult<string, undefined>;
        if (done) throw new Error(`the guest has ended: ${[...other, await this.console()].join("\n")}`);
        const line = value.trim();
        other.push(line);
        if (line.startsWith("{")) return JSON.parse(line) as Record<string, unknown>;
      }
    },
    ended,
    console: () => readFile(log, "utf8").catch(() => ""),
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
  return guest;
}

/** Only the rules that make nodes of devices: whatever else this machine's udev does has no place in the guest. */
const initScript = ({ start, drivers, empty }: { start: string; drivers: string; empty: string }) => `#!/bin/busybox sh
export PATH=/bin
/bin/busybox --install -s /bin
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev
${LOAD_MODULES}
ip link set lo up
ip addr add 10.0.2.15/24 dev eth0
ip link set eth0 up
mount -t 9p -o trans=virtio,version=9p2000.L,cache=loose,ro,msize=262144 hostroot /host
for place in proc sys dev; do mount --bind /$place /host/$place; done
mount -t tmpfs tmpfs /host/run
mkdir -p /host/run/pcscd /host/run/rules
cp /host/usr/lib/udev/rules.d/50-udev-default.rules /host/run/rules/
mount --bind /host/run/rules /host/usr/lib/udev/rules.d
mount --bind /host${drivers} /host/usr/lib/pcsc/drivers
export PATH=/usr/sbin:/usr/bin:/sbin:/bin NODE_PATH=${join(packageRoot(), "node_modules")} HOME=/run
chroot /host /lib/systemd/systemd-udevd --daemon
chroot /host pcscd --foreground --error --config ${empty} >/dev/console 2>&1 &
stty -F /dev/ttyS1 raw 2>/dev/null
chroot /host ${start} >/dev/ttyS1 2>/dev/console
# What was said last is still on its way through the serial port.
/bin/busybox sleep 1
/bin/busybox poweroff -f
`;
