import type { Refusal } from "./verify-certificate.ts";

/** What is wrong with a certificate of the shelf, and what readers of certificates make of it. */
export interface Expected {
  readonly ja: string;
  readonly en: string;
  /** Why `verifyCertificate` refuses it. */
  readonly refused: Refusal;
  /**
   * What OpenSSL 3.0 (`verify -auth_level 2`, and where there is a list `-crl_check -extended_crl`: without the latter it may take a
   * delta for a complete list) and GnuTLS 3.7 (`certtool --verify --verify-profile medium`) say, or `accepts`.
   */
  readonly openssl: string;
  readonly gnutls: string;
}

/** Tools differ, and where they do it is no mistake of this table: test/system/certs-shelf.test.ts asks both. */
export const SHELF = {
  "bad-signature": {
    ja: "署名の最後の 1 ビットが違う",
    en: "the last bit of the signature is another",
    refused: "badSignature",
    openssl: "certificate signature failure",
    gnutls: "signature in the certificate is invalid",
  },
  "changed-after-signing": {
    ja: "署名後に名前が書き換えられた",
    en: "a name was changed after signing",
    refused: "badSignature",
    openssl: "certificate signature failure",
    gnutls: "signature in the certificate is invalid",
  },
  "other-authority": {
    ja: "別の名前の認証局が発行した",
    en: "another authority, by another name, issued it",
    refused: "otherIssuer",
    openssl: "unable to get local issuer certificate",
    gnutls: "issuer is unknown",
  },
  "impostor-authority": {
    ja: "同じ名前をかたる認証局が発行した",
    en: "an authority that only bears the same name issued it",
    refused: "badSignature",
    openssl: "unable to get local issuer certificate",
    gnutls: "issuer is unknown",
  },
  "former-generation": {
    ja: "同じ名前の旧世代の認証局が発行した",
    en: "a former generation of the authority, under the same name, issued it",
    refused: "badSignature",
    openssl: "unable to get local issuer certificate",
    gnutls: "issuer is unknown",
  },
  "expired-authority": {
    ja: "発行した認証局の証明書が期限切れ",
    en: "the authority that issued it has expired",
    refused: "authorityExpired",
    openssl: "certificate has expired",
    gnutls: "uses expired certificate",
  },
  "not-an-authority": {
    ja: "認証局でない証明書で発行された",
    en: "its issuer is trusted but is no authority",
    refused: "notAnAuthority",
    openssl: "invalid CA certificate",
    gnutls: "accepts",
  },
  "wrong-purpose": {
    ja: "クライアント用の証明書をサーバーが使う",
    en: "a client's certificate in the hands of a server",
    refused: "notForThisUse",
    openssl: "unsuitable certificate purpose",
    gnutls: "does not match the intended purpose",
  },
  "wrong-key-usage": {
    ja: "鍵用途が失効リスト署名だけ",
    en: "its key may sign revocation lists and nothing else",
    refused: "notForThisUse",
    openssl: "unsuitable certificate purpose",
    gnutls: "accepts",
  },
  "expired": {
    ja: "有効期限切れ",
    en: "it has expired",
    refused: "expired",
    openssl: "certificate has expired",
    gnutls: "uses expired certificate",
  },
  "not-yet-valid": {
    ja: "有効期間が始まっていない",
    en: "it is not valid yet",
    refused: "notYetValid",
    openssl: "certificate is not yet valid",
    gnutls: "uses not yet valid certificate",
  },
  "weak-key": {
    ja: "RSA 1024 ビットの鍵",
    en: "its key is RSA of 1,024 bits",
    refused: "tooWeak",
    openssl: "EE certificate key too weak",
    gnutls: "uses insecure algorithm",
  },
  "weak-digest": {
    ja: "SHA-1 による署名",
    en: "it is signed over SHA-1",
    refused: "tooWeak",
    openssl: "CA signature digest algorithm too weak",
    gnutls: "uses insecure algorithm",
  },
  "algorithm-mismatch": {
    ja: "署名方式の記載が内と外で違う",
    en: "it names one signature algorithm inside and another outside",
    refused: "badSignature",
    openssl: "CA signature digest algorithm too weak",
    gnutls: "Error in the certificate",
  },
  "point-off-curve": {
    ja: "公開鍵が曲線上の点でない",
    en: "its public key is no point of the curve",
    refused: "malformed",
    openssl: "EE certificate key too weak",
    gnutls: "accepts",
  },
  "name-mismatch": {
    ja: "別のホスト名の証明書",
    en: "it names another host",
    refused: "otherName",
    openssl: "hostname mismatch",
    gnutls: "does not match the expected",
  },
  "common-name-only": {
    ja: "ホスト名が CN にしかない",
    en: "it names the host in its common name only",
    refused: "otherName",
    openssl: "accepts",
    gnutls: "accepts",
  },
  "unknown-critical": {
    ja: "未知の critical 拡張がある",
    en: "it has a critical extension that nobody knows",
    refused: "unknownExtension",
    openssl: "unhandled critical extension",
    gnutls: "unknown critical extension",
  },
  "extension-twice": {
    ja: "同じ拡張が二つある",
    en: "it has one extension twice",
    refused: "malformed",
    openssl: "unable to get local issuer certificate",
    gnutls: "Duplicate extension",
  },
  "version-1": {
    ja: "拡張があるのに版が 1",
    en: "it has extensions and says it is of version 1",
    refused: "malformed",
    openssl: "accepts",
    gnutls: "Error in the certificate",
  },
  "der-long-length": {
    ja: "長さの表記が必要以上に長い",
    en: "a length is written longer than it need be",
    refused: "malformed",
    openssl: "accepts",
    gnutls: "accepts",
  },
  "der-padded-integer": {
    ja: "整数の先頭に余分な 0 がある",
    en: "an integer starts with zeros too many",
    refused: "malformed",
    openssl: "Unable to load certificate",
    gnutls: "accepts",
  },
  "der-true-as-one": {
    ja: "TRUE が FF でなく 01",
    en: "TRUE is written 01, not FF",
    refused: "malformed",
    openssl: "accepts",
    gnutls: "accepts",
  },
  "der-default-written": {
    ja: "省略すべき既定値 FALSE が書かれている",
    en: "FALSE is written where it goes without saying",
    refused: "malformed",
    openssl: "accepts",
    gnutls: "accepts",
  },
  "der-time-without-seconds": {
    ja: "時刻に秒がない",
    en: "a time has no seconds",
    refused: "malformed",
    openssl: "format error in certificate's notAfter field",
    gnutls: "accepts",
  },
  "der-trailing-byte": {
    ja: "末尾に余分な 1 バイトがある",
    en: "one byte follows it",
    refused: "malformed",
    openssl: "accepts",
    gnutls: "Error in DER parsing",
  },
  "revoked": {
    ja: "失効している",
    en: "it has been revoked",
    refused: "revoked",
    openssl: "certificate revoked",
    gnutls: "chain is revoked",
  },
  "on-hold": {
    ja: "一時停止中",
    en: "it is on hold",
    refused: "revoked",
    openssl: "certificate revoked",
    gnutls: "chain is revoked",
  },
  "list-stale": {
    ja: "失効リストの期限切れ",
    en: "its revocation list is out of date",
    refused: "revocationListStale",
    openssl: "CRL has expired",
    gnutls: "accepts",
  },
  "list-of-another": {
    ja: "別の認証局の失効リスト",
    en: "the revocation list is another authority's",
    refused: "revocationListRefused",
    openssl: "unable to get certificate CRL",
    gnutls: "accepts",
  },
  "list-forged": {
    ja: "別の鍵で署名された失効リスト",
    en: "the revocation list is signed by another key",
    refused: "revocationListRefused",
    openssl: "unable to get certificate CRL",
    gnutls: "accepts",
  },
  "delta-alone": {
    ja: "完全な失効リストのふりをした差分",
    en: "a delta list stands in for the complete one",
    refused: "revocationListRefused",
    openssl: "unable to get certificate CRL",
    gnutls: "accepts",
  },
} as const satisfies Record<string, Expected>;

export type ShelfName = keyof typeof SHELF;
