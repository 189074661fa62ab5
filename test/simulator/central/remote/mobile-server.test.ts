import { once } from "node:events";
import https from "node:https";
import { connect } from "node:tls";
import { expect, test } from "vitest";
import { lineCredentials } from "../../../../scripts/built-in/central-line.ts";
import { readAccesses } from "../../../../simulator/central/access-log.ts";
import { memoryRecords } from "../../../../simulator/central/records.ts";
import { refusingStrangers } from "../../../../simulator/central/refused.ts";
import { virtualWorld } from "../../../../simulator/world.ts";
import { serveMobile } from "../../../../simulator/central/remote/mobile-server.ts";

test("who comes when 64 devices are connected is told to wait, and is served when one has left", async () => {
  const { server, facility } = lineCredentials();
  const { ca } = facility("0");
  const { clock } = virtualWorld(1);
  const records = memoryRecords();
  const heard = refusingStrangers({ clock, records }, "mobile");
  const door = await serveMobile(() => Promise.resolve(new Response("{}")), { trust: server, refused: heard });
  const port = Number(new URL(door.url).port);
  const ask = () =>
    new Promise<{ status: number | undefined; text: string; hangsUp: string | undefined }>((resolve, reject) => {
      const request = https.get({ host: "127.0.0.1", port, ca, agent: false, path: "/v1/mobile/web" }, (answer) => {
        let text = "";
        answer.on("data", (piece: Buffer) => (text += piece.toString()));
        answer.on("end", () => resolve({ status: answer.statusCode, text, hangsUp: answer.headers.connection }));
      });
      request.on("error", reject);
    });
  const held = Array.from({ length: 64 }, () => connect({ host: "127.0.0.1", port, ca }));
  await Promise.all(held.map((socket) => once(socket, "secureConnect")));
  await expect.poll(async () => (await ask()).status).toBe(503);
  const refused = await ask();
  expect(JSON.parse(refused.text)).toMatchObject({ code: "TSTV0013E" });
  expect(refused.hangsUp).toBe("close");
  // However many they are: nobody is known by whom the log could be filled.
  const lines = (await readAccesses(records)).map(({ exchange, refused, institution }) => [
    exchange,
    refused,
    institution,
  ]);
  expect(lines).toEqual([["mobile", "TSTV0013E", ""]]);
  held.pop()?.destroy();
  await expect.poll(async () => (await ask()).status).toBe(200);
  for (const socket of held) socket.destroy();
  await door.close();
});
