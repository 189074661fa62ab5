import { fc } from "../draws.ts";
import { beforeEach, describe, expect, test } from "vitest";
import { AsnConvert } from "@peculiar/asn1-schema";
import { BasicOCSPResponse, OCSPResponse } from "@peculiar/asn1-ocsp";
import { createHash, X509Certificate, verify } from "node:crypto";
import { testPki } from "../../certs/authorities.ts";
import { explicit, integer, NULL, octets, oid, sequence, TRUE } from "../../certs/der.ts";
import { encodeName } from "../../certs/name.ts";
import { publicationApp } from "../../certs/publication-app.ts";
import { readRevocationList } from "../../certs/read-revocation-list.ts";
import { enter, NOTHING_ISSUED, release, revoke, suspend } from "../../certs/registry.ts";
import { concat, EMPTY, hex, unhex } from "../../device/wire/bytes.ts";
import { decodeTlvs } from "../../device/wire/tlv.ts";
import { certificateOffices } from "../../simulator/certificate-offices.ts";
import { OPENING } from "../../simulator/world.ts";

const HOUR = 3_600_000_000;
const pki = testPki({ at: OPENING });
const serial = unhex("4100000001");
let now = OPENING;
let offices = certificateOffices({ pki, at: OPENING });
let app = publicationApp(offices, () => now);
beforeEach(() => {
  now = OPENING;
  offices = certificateOffices({ pki, at: OPENING });
  app = publicationApp(offices, () => now);
  const one = { serial, notAfter: OPENING + 9000 * HOUR, knownFrom: OPENING - HOUR };
  offices.facility.change(() => enter(NOTHING_ISSUED, [one]));
});

const sha1 = (bytes: Uint8Array) => new Uint8Array(createHash("sha1").update(bytes).digest());
const keyBits = (spki: Uint8Array) => decodeTlvs(decodeTlvs(spki)[0]?.value ?? EMPTY)[1]?.value.subarray(1) ?? EMPTY;

/** CertID and request spelled here, from RFC 6960 §4.1.1, and not by the code under test. */
const certId = (number: Uint8Array, { name, signer } = pki.facility) =>
  sequence(
    sequence(oid("1.3.14.3.2.26"), NULL),
    octets(sha1(encodeName(name))),
    octets(sha1(keyBits(signer.spki))),
    integer(number),
  );
const extension = (id: string, value: Uint8Array, critical: Uint8Array = EMPTY) =>
  sequence(oid(id), critical, octets(value));
const NONCE = "1.3.6.1.5.5.7.48.1.2";
const requestOf = (ids: readonly Uint8Array[], ...extensions: readonly Uint8Array[]) =>
  sequence(
    sequence(
      sequence(...ids.map((id) => sequence(id))),
      extensions.length > 0 ? explicit(2, sequence(...extensions)) : EMPTY,
    ),
  );

const post = (body: Uint8Array, type = "application/ocsp-request") =>
  app(new Request("http://x/ocsp", { method: "POST", body: new Uint8Array(body), headers: { "content-type": type } }));
const get = (path: string, method = "GET") => app(new Request(`http://x${path}`, { method }));

async function read(response: Response) {
  const parsed = AsnConvert.parse(await response.arrayBuffer(), OCSPResponse);
  const { responseBytes, responseStatus } = parsed;
  const basic = responseBytes && AsnConvert.parse(responseBytes.response.buffer, BasicOCSPResponse);
  return { status: responseStatus as number, basic, data: basic?.tbsResponseData };
}

const verdictOf = async (response: Response) =>
  (await read(response)).data?.responses.map(({ certStatus }) => certStatus);

describe("the OCSP responder", () => {
  const ask = () => post(requestOf([certId(serial)]));

  test("follows a certificate through its life", async () => {
    expect(await verdictOf(await ask())).toMatchObject([{ good: null }]);
    offices.facility.change((book) => suspend(book, serial, OPENING + HOUR));
    now = OPENING + 2 * HOUR;
    const [held] = (await verdictOf(await ask())) ?? [];
    expect(Number(held?.revoked?.revocationReason?.reason)).toBe(6);
    expect(held?.revoked?.revocationTime).toEqual(new Date((OPENING + HOUR) / 1000));
    offices.facility.change((book) => release(book, serial, OPENING + 3 * HOUR));
    now = OPENING + 3 * HOUR;
    expect(await verdictOf(await ask())).toMatchObject([{ good: null }]);
    offices.facility.change((book) => revoke(book, serial, now));
    const [gone] = (await verdictOf(await ask())) ?? [];
    expect(gone?.revoked).toMatchObject({ revocationTime: new Date(now / 1000) });
    expect(gone?.revoked?.revocationReason).toBeUndefined();
  });

  test("knows neither another serial number, nor another issuer's, nor another key under the same name", async () => {
    const other = { ...pki.facility, signer: pki.server.signer };
    const asked = [certId(serial), certId(unhex("41ff")), certId(serial, pki.server), certId(serial, other)];
    const said = await verdictOf(await post(requestOf(asked)));
    expect(said?.map(({ good }) => good === null)).toEqual([true, false, false, false]);
    expect(await verdictOf(await post(requestOf([certId(serial, other)])))).toMatchObject([{ unknown: null }]);
  });

  test("signs with a certificate of the authority that is good for answers and for nothing else", async () => {
    const { basic } = await read(await ask());
    const [der] = basic?.certs ?? [];
    const certificate = new X509Certificate(der ? Buffer.from(AsnConvert.serialize(der)) : EMPTY);
    expect(certificate.verify(new X509Certificate(pki.facility.certificate).publicKey)).toBe(true);
    expect(certificate.keyUsage).toEqual(["1.3.6.1.5.5.7.3.9"]);
    const { tbsResponseDataRaw, signature } = basic ?? {};
    const signed = Buffer.from(tbsResponseDataRaw ?? new ArrayBuffer(0));
    expect(verify("sha256", signed, certificate.publicKey, Buffer.from(signature ?? new ArrayBuffer(0)))).toBe(true);
  });

  test("repeats the nonce and then lets nobody keep the answer", async () => {
    const nonce = octets(unhex("00112233445566778899aabbccddeeff"));
    const response = await post(requestOf([certId(serial)], extension(NONCE, nonce)));
    expect(response.headers.get("cache-control")).toBe("no-store");
    const [repeated] = (await read(response)).data?.responseExtensions ?? [];
    expect([repeated?.extnID, hex(new Uint8Array(repeated?.extnValue.buffer ?? []))]).toEqual([NONCE, hex(nonce)]);
  });

  test("gives by GET the bytes it gives by POST, for an hour", async () => {
    now = OPENING + 1_500_000;
    const request = requestOf([certId(serial)]);
    const base64 = Buffer.from(request).toString("base64");
    const [posted, got] = [await post(request), await get(`/ocsp/${encodeURIComponent(base64)}`)];
    expect(got.headers.get("cache-control")).toBe("max-age=3599,public,no-transform,must-revalidate");
    expect(got.headers.get("content-type")).toBe("application/ocsp-response");
    expect(Date.parse(got.headers.get("expires") ?? "") - Date.parse(got.headers.get("last-modified") ?? "")).toBe(
      36e5,
    );
    const bytes = hex(new Uint8Array(await got.arrayBuffer()));
    expect(bytes).toBe(hex(new Uint8Array(await posted.arrayBuffer())));
    const inUrl = await get(`/ocsp/${Buffer.from(request).toString("base64url")}`);
    expect(hex(new Uint8Array(await inUrl.arrayBuffer()))).toBe(bytes);
  });

  const good = requestOf([certId(serial)]);
  test.each<[string, Uint8Array]>([
    ["nothing", EMPTY],
    ["a request cut short", good.subarray(0, 40)],
    ["a byte behind a request", concat(good, Uint8Array.of(0))],
    ["no certificate at all", requestOf([])],
    ["another version", sequence(sequence(explicit(0, integer(1)), sequence(sequence(certId(serial)))))],
    ["an unknown critical extension", requestOf([certId(serial)], extension("1.2.3", NULL, TRUE))],
    ["an empty nonce", requestOf([certId(serial)], extension(NONCE, octets()))],
    ["a nonce of 129 bytes", requestOf([certId(serial)], extension(NONCE, octets(new Uint8Array(129))))],
    ["more than a request may have", requestOf(Array.from({ length: 200 }, () => certId(serial)))],
  ])("calls %s malformed, by POST and by GET", async (_, body) => {
    expect(hex(new Uint8Array(await (await post(body)).arrayBuffer()))).toBe("30030a0101");
    if (body.length === 0) return;
    const got = await get(`/ocsp/${encodeURIComponent(Buffer.from(body).toString("base64"))}`);
    expect(hex(new Uint8Array(await got.arrayBuffer()))).toBe("30030a0101");
  });

  test("has an answer to any bytes, and to any one byte of a request changed", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        expect((await read(await post(bytes))).status).toBe(1);
      }),
      { seed: 1, numRuns: 100 },
    );
    for (const at of good.keys()) {
      const changed = good.slice();
      changed[at] = (changed[at] ?? 0) ^ 0x55;
      const { status, data } = await read(await post(changed));
      if (status !== 1) expect(data?.responses.map(({ certStatus }) => certStatus.good)).toEqual([undefined]);
    }
  });

  test("reads no more of a body than a request may have", async () => {
    let pulled = 0;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        pulled++;
        controller.enqueue(new Uint8Array(4096));
      },
    });
    const headers = { "content-type": "application/ocsp-request" };
    const response = await app(
      new Request("http://x/ocsp", { method: "POST", body, headers, duplex: "half" } as RequestInit),
    );
    expect((await read(response)).status).toBe(1);
    expect(pulled).toBeLessThan(8);
  });

  test("is the same bytes for the same moment", async () => {
    const bytes = async () => hex(new Uint8Array(await (await ask()).arrayBuffer()));
    expect(await bytes()).toBe(await bytes());
  });
});

describe("what else is published", () => {
  test("complete list, delta and the authority's certificate, each under its type", async () => {
    offices.facility.change((book) => revoke(book, serial, OPENING, "keyCompromise"));
    now = OPENING + HOUR;
    const complete = await get("/crl/facility.crl");
    const delta = await get("/crl/facility-delta.crl");
    expect(complete.headers.get("content-type")).toBe("application/pkix-crl");
    const list = async (response: Response) => readRevocationList(new Uint8Array(await response.arrayBuffer()));
    expect((await list(complete)).entries.size).toBe(0);
    expect([...(await list(delta)).entries.keys()]).toEqual([hex(serial)]);
    const authority = await get("/ca/facility.cer");
    expect(authority.headers.get("content-type")).toBe("application/pkix-cert");
    expect(hex(new Uint8Array(await authority.arrayBuffer()))).toBe(hex(pki.facility.certificate));
  });

  test("HEAD tells the length and sends nothing", async () => {
    const response = await get("/crl/lab.crl", "HEAD");
    expect(Number(response.headers.get("content-length"))).toBeGreaterThan(200);
    expect((await response.arrayBuffer()).byteLength).toBe(0);
  });

  test.each([
    ["/", "GET", 404],
    ["/crl/", "GET", 404],
    ["/crl/nobody.crl", "GET", 404],
    ["/crl/constructor.crl", "GET", 404],
    ["/crl/facility.cer", "GET", 404],
    ["/ca/facility-delta.cer", "GET", 404],
    ["/crl/facility.crl/x", "GET", 404],
    ["/crl/../crl/%2e%2e/facility.crl", "GET", 404],
    ["/crl/facility.crl", "DELETE", 405],
    ["/ocsp", "GET", 405],
    ["/ocsp/AAAA", "PUT", 405],
  ])("%s by %s is %i", async (path, method, status) => {
    expect((await get(path, method)).status).toBe(status);
  });

  test("what does not call itself a request is not read as one", async () => {
    expect((await post(requestOf([certId(serial)]), "text/plain")).status).toBe(415);
  });
});
