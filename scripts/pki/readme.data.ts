/** Stands beside the keys, so that nobody takes them for more than they are. */
export const README = `# 試験用の証明書と鍵 / Test certificates and keys

**ここにある鍵はすべて公開された試験用で、何も守りません。** 本物のカード・サーバー・端末に入れず、ここの認証局を
信頼する設定を試験環境の外へ持ち出さないでください。氏名・住所・機関コードはすべて架空です。

**Every key here is a published test key and protects nothing.** Never put one on a real card, server or reader, and
never trust these authorities outside a test bench. All names, addresses and institution codes are invented.

| folder | what is in it |
| --- | --- |
| authorities | the authorities; of the two of JPKI-TEST also the former and the next generation, under the same names |
| responders | the certificates with which OCSP answers are signed |
| people | the personas' certificates for authentication and signatures |
| facilities, servers, readers, firmware, laboratories | TLS clients, TLS servers, reader attestation, firmware signing, evidence |
| lists | complete and delta revocation lists |
| shelf | certificates with one thing wrong each |

\`index.json\` names each file with its subject, issuer, serial number and purpose, and \`expected\` says what a verifier
should find at the time \`at\`. For the shelf it also says what is wrong, which authority is to be trusted (\`trusted\`),
which list goes with it (\`crl\`), and what OpenSSL and GnuTLS make of it: they do not always agree.
`;
