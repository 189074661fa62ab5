import { once } from "node:events";
import https from "node:https";
import { connect } from "node:tls";
import { expect, test } from "vitest";
import { lineCredentials } from "../../../../scripts/built-in/central-line.ts";
import { serveMobile } from "../../../../simulator/central/remote/mobile-server.ts";

test("who comes when 64 devices are connected is told to wait, and is served when one has left", async () => {
  const { server, facility } = lineCredentials();
  const { ca } = facility("0");
  const door = await serveMobile(() => Promise.resolve(new Response("{}")), { trust: server });
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
  held.pop()?.destroy();
  await expect.poll(async () => (await ask()).status).toBe(200);
  for (const socket of held) socket.destroy();
  await door.close();
});
