import { describe, expect, test } from "vitest";
import { endOfDay, jpkiGeneration, startOfDay, testPki } from "../../certs/authorities.ts";
import { issueAuthCertificate, issueServerCertificate } from "../../certs/leaves.ts";
import { keyFor, POOL } from "../../certs/pool/key-for.ts";
import { completeList } from "../../certs/publication.ts";
import { NOTHING_ISSUED } from "../../certs/registry.ts";
import { questionOf, shelf, SHELF_HOST } from "../../certs/shelf.ts";
import { SHELF, type ShelfName } from "../../certs/shelf.data.ts";
import { verifyCertificate } from "../../certs/verify-certificate.ts";
import { hex } from "../../device/wire/bytes.ts";
import { OPENING } from "../../simulator/world.ts";

const at = OPENING;
const pki = testPki({ at });
const wrong = shelf({ pki, at });
const term = { notBefore: startOfDay(at, -30), notAfter: endOfDay(at, 335) };

describe("the shelf of wrong certificates", () => {
  test.each(Object.keys(SHELF) as ShelfName[])("%s is refused for what is wrong with it", (name) => {
    const verdict = verifyCertificate(questionOf(wrong[name], at));
    expect(verdict).toEqual({ ok: false, refused: SHELF[name].refused });
  });

  test("has on it what the table names and nothing else, the same bytes each time", () => {
    expect(Object.keys(wrong).sort()).toEqual(Object.keys(SHELF).sort());
    const again = shelf({ pki: testPki({ at }), at });
    const bytes = (of: typeof wrong) => Object.values(of).map(({ certificate }) => hex(certificate));
    expect(bytes(again)).toEqual(bytes(wrong));
  });

  test("beside it, what has nothing wrong is accepted by the same questions", () => {
    const server = issueServerCertificate({ issuer: pki.server, spki: keyFor(POOL.server).spki, ...term }).certificate;
    const of = { ...wrong["list-stale"], certificate: server, crl: completeList(pki.server, NOTHING_ISSUED, at) };
    expect(verifyCertificate(questionOf(of, at))).toMatchObject({ ok: true });
    expect(verifyCertificate({ ...questionOf(of, at), host: "127.0.0.1" })).toMatchObject({ ok: true });
    expect(verifyCertificate({ ...questionOf(of, at), host: SHELF_HOST.toUpperCase() })).toMatchObject({ ok: true });
    const holder = issueAuthCertificate({
      ...{ issuer: pki.userAuthentication, spki: keyFor(POOL.facility).spki, ...term },
      ...{ serial: "0513999000000000000001A", residence: { prefecture: "Tokyo-to", city: "Mihon-ku" } },
    });
    const asked = { ...wrong["former-generation"], certificate: holder.certificate };
    expect(verifyCertificate(questionOf(asked, at))).toMatchObject({ ok: true });
  });
});

describe("three generations of an authority", () => {
  const [former, next] = [jpkiGeneration("former", at), jpkiGeneration("next", at)];

  test.each(["userAuthentication", "digitalSignature"] as const)("%s: one name, three keys", (which) => {
    const all = [former[which], pki[which], next[which]];
    expect(new Set(all.map(({ name }) => JSON.stringify(name))).size).toBe(1);
    expect(new Set(all.map(({ signer }) => hex(signer.spki))).size).toBe(3);
  });

  test("the former one has ended, the others hold", () => {
    const self = ({ certificate }: { certificate: Uint8Array }) =>
      verifyCertificate({ certificate, issuer: certificate, at, use: "keyCertSign" });
    expect(self(former.userAuthentication)).toMatchObject({ refused: "expired" });
    expect(self(pki.userAuthentication)).toMatchObject({ ok: true });
    expect(self(next.userAuthentication)).toMatchObject({ ok: true });
  });
});
