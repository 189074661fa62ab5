import { createInterface } from "node:readline";
import koffi from "koffi";

/**
 * A PC/SC program like most: a process of its own that waits for each answer. It reads 256 bytes of the authentication certificate for
 * as many milliseconds as a line on stdin says, and tells how many a second it got.
 */
const library = koffi.load("libpcsclite.so.1");
const establish = library.func("int32_t SCardEstablishContext(unsigned long, void *, void *, _Out_ long *)");
const connect = library.func(
  "int32_t SCardConnect(long, const char *, unsigned long, unsigned long, _Out_ long *, _Out_ unsigned long *)",
);
const transmit = library.func(
  "int32_t SCardTransmit(long, void *, void *, unsigned long, void *, void *, _Inout_ unsigned long *)",
);

const [context, card, protocol] = [[0], [0], [0]];
const request = Buffer.alloc(16);
const answer = Buffer.alloc(512);

must(establish(2, null, null, context));
must(connect(context[0], process.argv[2], 2, 3, card, protocol));
request.writeUInt32LE(protocol[0] ?? 0, 0);
request.writeUInt32LE(request.length, 8);
for (const command of ["00a4040c0ad392f000260100000001", "00a4020c02000a"]) send(Buffer.from(command, "hex"));

const READ_256 = Buffer.from("00b0000000", "hex");
for await (const line of createInterface({ input: process.stdin })) {
  const start = performance.now();
  let count = 0;
  while (performance.now() - start < Number(line)) {
    if (send(READ_256) !== 258) throw new Error("not 256 bytes and a status word");
    count++;
  }
  console.log((count * 1000) / (performance.now() - start));
}

function send(command: Buffer): number {
  const length = [answer.length];
  must(transmit(card[0], request, command, command.length, null, answer, length));
  return length[0] ?? 0;
}

function must(code: unknown): void {
  if (code !== 0) throw new Error(`PC/SC said ${String(code)}`);
}
